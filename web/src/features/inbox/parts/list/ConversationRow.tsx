import { Link } from "@tanstack/react-router";
import { type MouseEvent, memo } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { useFormat } from "@/app/useFormat";
import { Avatar, ListChip, NumberCode, Pill, RowBody, rowLook, WindowRing } from "@/ui";
import { serviceWindow } from "../../model/serviceWindow";
import { contactName, type Directory, numberName } from "../../people";
import { readSearch } from "../../search";
import { useNow } from "../../useClock";
import { RowCheckbox } from "./RowCheckbox";
import { RowPreview } from "./RowPreview";

/** Takes a row into the selection; with Shift all rows up to it. */
export type Pick = (id: string, event: MouseEvent) => void;

interface ConversationRowProps {
  conversation: Conversation;
  directory: Directory;
  current: boolean;
  selected: boolean;
  /** Others are selected. */
  selecting: boolean;
  onPick: Pick;
}

/** A conversation in the list: a link, so that the middle button opens it in a new tab. With Ctrl or Shift it is selected. */
export const ConversationRow = memo(function ConversationRow({
  conversation,
  directory,
  current,
  selected,
  selecting,
  onPick,
}: ConversationRowProps) {
  const { t } = useTranslation("inbox");
  const now = useNow();
  const format = useFormat();
  const { contact, unreadCount, assigneeId, lastActivityAt } = conversation;
  const name = contactName(contact);
  const number = directory.number(conversation.numberId);
  const assignee = directory.user(assigneeId);
  const pick = (event: MouseEvent) => onPick(conversation.id, event);

  function onClick(event: MouseEvent) {
    if (!(event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    pick(event);
  }

  return (
    <>
      <Link
        to="/inbox/$conversationId"
        params={{ conversationId: conversation.id }}
        search={(kept) => readSearch(kept)}
        aria-current={current || undefined}
        onClick={onClick}
        className={rowLook({ current, selected, selecting })}
      >
        <RowBody
          selected={selected}
          unread={unreadCount > 0}
          avatar={<Avatar name={name} id={contact.id} />}
          name={name}
          time={
            <time dateTime={lastActivityAt}>{format.short(lastActivityAt, new Date(now))}</time>
          }
          preview={<RowPreview conversation={conversation} />}
          count={
            unreadCount > 0 && (
              <Pill count={unreadCount} label={t("row.unread", { count: unreadCount })} />
            )
          }
          chips={
            <>
              {number !== undefined && directory.numbers.length > 1 && (
                <NumberCode name={numberName(number)} />
              )}
              {conversation.status !== "open" && (
                <ListChip>{t(`status.${conversation.status}` as "status.open")}</ListChip>
              )}
              {conversation.priority === "urgent" && (
                <ListChip tone="danger">{t("priority.urgent")}</ListChip>
              )}
              {conversation.tagIds
                .slice(0, 2)
                .map(directory.tag)
                .map(
                  (tag) =>
                    tag !== undefined && (
                      <ListChip key={tag.id} hue={tag.hue} className="min-w-7 shrink">
                        <span className="truncate">{tag.name}</span>
                      </ListChip>
                    ),
                )}
              <span className="flex-1" />
              <RowWindow expiresAt={conversation.windowExpiresAt} now={now} />
              <Avatar
                size={16}
                name={assignee?.name ?? null}
                id={assignee?.id}
                label={assignee === undefined ? t("row.nobody") : assignee.name}
              />
            </>
          }
        />
      </Link>
      <RowCheckbox name={name} selected={selected} onPick={pick} />
    </>
  );
});

function RowWindow({ expiresAt, now }: { expiresAt: string | null | undefined; now: number }) {
  const { t } = useTranslation("inbox");
  const left = serviceWindow(expiresAt, now);
  if (!left.open) {
    return (
      <ListChip>
        <WindowRing left={null} size={12} />
        {t("window.closed")}
      </ListChip>
    );
  }
  return (
    <ListChip tone={left.ending ? "warn" : "bare"}>
      <WindowRing left={left.left} ending={left.ending} size={12} />
      {left.hours > 0 && !left.ending
        ? t("window.hours", { hours: left.hours })
        : t("window.minutes", { minutes: left.hours * 60 + left.minutes })}
    </ListChip>
  );
}
