import { Link } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ProblemState } from "@/app/ProblemState";
import { Empty, LoadingLine } from "@/ui";
import { CONTACTS, useFoundContacts, useFoundMessages } from "../queries";
import { FoundContact } from "./FoundContact";
import { FoundMessage } from "./FoundMessage";
import { More } from "./More";
import { ResultGroup } from "./ResultGroup";

interface ResultsProps {
  words: readonly string[];
  /** The message that the address names. */
  currentId: string;
}

/** Contacts first, as they are few, then messages. */
export function Results({ words, currentId }: ResultsProps) {
  const { t } = useTranslation("search");
  const contacts = useFoundContacts(words);
  const messages = useFoundMessages(words);
  const people = contacts.data?.data ?? [];
  const said = messages.data?.pages.flatMap((page) => page.data) ?? [];
  const isLooking = contacts.isLoading || messages.isLoading;
  const foundNothing = people.length === 0 && said.length === 0 && !messages.hasNextPage;

  if (contacts.isError)
    return <ProblemState error={contacts.error} onRetry={() => void contacts.refetch()} />;
  if (isLooking && people.length === 0 && said.length === 0)
    return <LoadingLine>{t("looking")}</LoadingLine>;
  if (foundNothing && !messages.isError)
    return <Empty icon={SearchX} title={t("nothing")} text={t("nothingText")} />;
  return (
    <div className="min-h-0 flex-1 overflow-auto overscroll-contain [scrollbar-color:var(--color-line-strong)_transparent] [scrollbar-width:thin]">
      {people.length > 0 && (
        <ResultGroup title={t("contacts")}>
          {people.map((contact) => (
            <li key={contact.id}>
              <FoundContact contact={contact} words={words} />
            </li>
          ))}
          {people.length === CONTACTS && (
            <li>
              <Link
                to="/contacts"
                search={{ search: words.join(" ") }}
                data-result
                className="flex h-10 items-center px-4 text-sm font-medium text-accent-text hover:bg-hover focus-visible:-outline-offset-2 max-md:h-12"
              >
                {t("allContacts")}
              </Link>
            </li>
          )}
        </ResultGroup>
      )}
      {messages.isError && (
        <ProblemState error={messages.error} onRetry={() => void messages.refetch()} />
      )}
      {said.length > 0 && (
        <ResultGroup title={t("messages")}>
          {said.map((found) => (
            <li key={found.message.id}>
              <FoundMessage found={found} words={words} current={found.message.id === currentId} />
            </li>
          ))}
        </ResultGroup>
      )}
      {messages.hasNextPage && (
        <More onMore={messages.fetchNextPage} isLoading={messages.isFetchingNextPage} />
      )}
    </div>
  );
}
