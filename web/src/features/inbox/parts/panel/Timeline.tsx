import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { useFormat } from "@/app/useFormat";
import { Accordion } from "@/ui";
import { momentOf } from "../../moment";
import { useDirectory } from "../../people";
import { useTransfers } from "../../queries";
import { useNow } from "../../useClock";

/** Who handed the conversation to whom, the newest first. Not there while nobody did. */
export function Timeline({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation("inbox");
  const format = useFormat();
  const now = useNow();
  const { user, team } = useDirectory();
  const transfers =
    useTransfers(conversation.id, conversation.assigneeId, conversation.teamId).data?.data ?? [];
  if (transfers.length === 0) return null;
  return (
    <Accordion title={t("panel.timeline")}>
      <ol className="flex flex-col gap-2.5 border-l border-line pl-4 text-xs text-fg-2">
        {transfers.map(({ id, at, by, to, note }) => (
          <li
            key={id}
            className="relative before:absolute before:top-1.25 before:-left-[19.5px] before:size-1.5 before:rounded-full before:bg-line-field"
          >
            <time dateTime={at} className="mr-1.5 text-fg-3">
              {momentOf(format, at, now)}
            </time>
            {t("timeline.transferred", {
              by: user(by)?.name ?? t("timeline.program"),
              to: user(to.userId)?.name ?? team(to.teamId)?.name ?? t("row.nobody"),
            })}
            {note && <q className="mt-0.5 block text-fg-3">{note}</q>}
          </li>
        ))}
      </ol>
    </Accordion>
  );
}
