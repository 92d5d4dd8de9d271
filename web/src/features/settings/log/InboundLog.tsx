import { InboundRow } from "./InboundRow";
import { LogList } from "./LogList";
import { useInbound } from "./queries";
import type { LogSearch } from "./search";
import { useNumberName } from "./useNumberName";

/** What Meta sent. */
export function InboundLog({ search }: { search: LogSearch }) {
  const log = useInbound(search);
  const numberName = useNumberName();
  return (
    <LogList
      query={log}
      isFiltered={Object.keys(search).length > 0}
      row={(event) => (
        <InboundRow key={event.id} event={event} number={numberName(event.numberId)} />
      )}
    />
  );
}
