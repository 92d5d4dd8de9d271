import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { NotFound } from "@/app/NotFound";
import { Loaded } from "../parts/Loaded";
import { AwayForm } from "./AwayForm";
import { awayQuery } from "./queries";

/** One away message to be written; without an id a new one. */
export function EditPage() {
  const { awayId } = useParams({ strict: false }) as { awayId?: string };
  const messages = useQuery({ ...awayQuery, refetchInterval: false });
  return (
    <Loaded query={messages} rows={6}>
      {({ data }) => {
        const message = data.find(({ id }) => id === awayId);
        if (awayId && !message) return <NotFound />;
        const taken = new Set(data.map(({ numberId, teamId }) => numberId ?? teamId ?? ""));
        return <AwayForm key={awayId ?? "new"} message={message} taken={taken} />;
      }}
    </Loaded>
  );
}
