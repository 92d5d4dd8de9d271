import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { useFormat } from "@/app/useFormat";
import { numberName, useDirectory } from "@/features/inbox/people";
import { Badge } from "@/ui";

/** A conversation in somebody's history, and the way into it. */
export function ConversationLink({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation(["contacts", "inbox"]);
  const format = useFormat();
  const directory = useDirectory();
  const number = directory.number(conversation.numberId);
  const assignee = directory.user(conversation.assigneeId);
  return (
    <Link
      to="/inbox/$conversationId"
      params={{ conversationId: conversation.id }}
      className="flex min-h-12 items-center gap-2 rounded px-2 py-1.5 text-sm hover:bg-hover"
    >
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">
          {number ? numberName(number) : t("history.conversation")}
        </span>
        <span className="block truncate text-xs text-fg-3">
          {format.short(conversation.lastActivityAt)} · {assignee?.name ?? t("inbox:row.nobody")}
        </span>
      </span>
      <Badge tone={conversation.status === "open" ? "ok" : "neutral"}>
        {t(`inbox:status.${conversation.status}` as "inbox:status.open")}
      </Badge>
    </Link>
  );
}
