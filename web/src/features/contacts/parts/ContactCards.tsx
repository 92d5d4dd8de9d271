import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/useFormat";
import { useRowsInSight } from "@/features/inbox/parts/list/useRowsInSight";
import { contactName } from "@/features/inbox/people";
import { Avatar, Badge } from "@/ui";
import { type ContactListProps, useMore } from "./list";
import { ReachText } from "./ReachText";
import { CardSkeleton } from "./TableSkeleton";
import { TagChips } from "./TagChips";

const CARD = 84;

/** The contacts one under the other, where there is no room for columns. */
export function ContactCards(props: ContactListProps) {
  const { rows, search, hasMore } = props;
  const { t } = useTranslation("contacts");
  const format = useFormat();
  const scroller = useRef<HTMLDivElement>(null);
  const count = rows.length + (hasMore ? 1 : 0);
  const { first, last } = useRowsInSight(scroller, count, CARD);
  useMore(props, last);
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto overscroll-contain bg-surface">
      <ul aria-label={t("title")} className="relative" style={{ height: count * CARD }}>
        {Array.from({ length: last - first }, (_, offset) => {
          const index = first + offset;
          const contact = rows[index];
          return (
            <li
              key={contact?.id ?? "more"}
              aria-setsize={hasMore ? -1 : rows.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${index * CARD}px)` }}
            >
              {contact === undefined ? (
                <CardSkeleton />
              ) : (
                <Link
                  id={contact.id}
                  to="/contacts/$contactId"
                  params={{ contactId: contact.id }}
                  search={search}
                  className="flex h-21 items-center gap-3 border-b border-line px-4 -outline-offset-2 hover:bg-hover"
                >
                  <Avatar name={contactName(contact)} id={contact.id} />
                  <span className="flex min-w-0 flex-1 flex-col">
                    <span className="flex items-center gap-2">
                      <span className="truncate font-medium">{contactName(contact)}</span>
                      {contact.blockedAt && <Badge tone="danger">{t("block.state")}</Badge>}
                      {contact.lastActivityAt && (
                        <time
                          dateTime={contact.lastActivityAt}
                          className="ml-auto flex-none text-xs text-fg-3"
                        >
                          {format.short(contact.lastActivityAt)}
                        </time>
                      )}
                    </span>
                    <span className="truncate text-sm text-fg-2 tabular-nums">
                      <ReachText contact={contact} />
                    </span>
                    <TagChips tagIds={contact.tagIds} />
                  </span>
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
