import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { ProblemState } from "@/app/ProblemState";
import { useFormat } from "@/app/useFormat";
import { numberName, useDirectory } from "@/features/inbox/people";
import { Accordion, Badge, Button, Skeleton } from "@/ui";
import { useHistory } from "../history";

/** The conversations with a contact, each with the way into it. */
export function ContactHistory({ contactId }: { contactId: string }) {
  const { t } = useTranslation(["contacts", "inbox"]);
  const history = useHistory(contactId);
  const rows = history.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Accordion
      title={t("history.title")}
      aside={rows.length > 0 && <Badge>{`${rows.length}${history.hasNextPage ? "+" : ""}`}</Badge>}
    >
      {history.isPending && <Skeleton className="h-10 w-full" />}
      {history.isError && (
        <ProblemState
          error={history.error}
          onRetry={() => void history.refetch()}
          retrying={history.isFetching}
          className="h-auto p-2"
        />
      )}
      {history.isSuccess && rows.length === 0 && (
        <p className="text-sm text-fg-3">{t("history.none")}</p>
      )}
      <ul className="-mx-2 flex flex-col">
        {rows.map((conversation) => (
          <li key={conversation.id}>
            <HistoryLink conversation={conversation} />
          </li>
        ))}
      </ul>
      {history.hasNextPage && (
        <Button
          size="sm"
          kind="ghost"
          busy={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t("history.more")}
        </Button>
      )}
    </Accordion>
  );
}

function HistoryLink({ conversation }: { conversation: Conversation }) {
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
