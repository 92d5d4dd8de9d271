import { useTranslation } from "react-i18next";
import { ProblemState } from "@/app/ProblemState";
import { Accordion, Badge, Button, Skeleton } from "@/ui";
import { useHistory } from "../history";
import { ConversationLink } from "./ConversationLink";

/** The conversations with a contact, each with the way into it. */
export function ContactHistory({ contactId }: { contactId: string }) {
  const { t } = useTranslation("contacts");
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
            <ConversationLink conversation={conversation} />
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
