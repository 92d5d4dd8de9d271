import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema.gen";
import { useFormat } from "@/app/useFormat";
import { previewOf } from "@/features/inbox/model/preview";
import { contactName } from "@/features/inbox/people";
import { readSearch } from "@/features/inbox/search";
import { useNow } from "@/features/inbox/useClock";
import { cn } from "@/lib/cn";
import { Avatar, Icon } from "@/ui";
import { LINE } from "./line";
import { Marked } from "./Marked";

interface FoundMessageProps {
  found: components["schemas"]["FoundMessage"];
  words: readonly string[];
  current: boolean;
}

/** A message that was found: the way to its place in the conversation. */
export function FoundMessage({ found, words, current }: FoundMessageProps) {
  const { t } = useTranslation(["search", "inbox"]);
  const now = useNow();
  const format = useFormat();
  const { message, conversation } = found;
  const name = contactName(conversation.contact);
  const { icon, words: said, kind } = previewOf(message);
  return (
    <Link
      to="/inbox/$conversationId"
      params={{ conversationId: conversation.id }}
      hash={message.id}
      search={(kept) => readSearch(kept)}
      aria-current={current || undefined}
      data-result
      className={cn(LINE, current && "bg-accent-soft hover:bg-accent-soft")}
    >
      <Avatar name={name} id={conversation.contact.id} />
      <span className="block min-w-0">
        <span className="flex h-5 items-center gap-1.5">
          <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
          <time dateTime={message.createdAt} className="shrink-0 text-xs text-fg-3 tabular-nums">
            {format.short(message.createdAt, new Date(now))}
          </time>
        </span>
        <span className="mt-px line-clamp-2 text-sm break-words text-fg-2">
          {icon !== undefined && <Icon of={icon} size={14} className="mr-1 inline text-fg-3" />}
          {message.direction === "outbound" && <span className="text-fg-3">{t("us")} </span>}
          {said === "" ? t(`inbox:${kind}`) : <Marked text={said} words={words} />}
        </span>
      </span>
    </Link>
  );
}
