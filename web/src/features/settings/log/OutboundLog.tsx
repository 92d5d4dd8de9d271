import { LogList } from "./LogList";
import { OutboundRow } from "./OutboundRow";
import { useOutbound } from "./queries";
import type { LogSearch } from "./search";
import { useNumberName } from "./useNumberName";

/** What was asked of Meta. */
export function OutboundLog({ search }: { search: LogSearch }) {
  const log = useOutbound(search);
  const numberName = useNumberName();
  return (
    <LogList
      query={log}
      isFiltered={Object.keys(search).some((name) => name !== "way")}
      row={(call) => (
        <OutboundRow
          key={`${call.at} ${call.messageId ?? call.operation} ${call.attempt ?? ""}`}
          call={call}
          number={numberName(call.numberId)}
        />
      )}
    />
  );
}
