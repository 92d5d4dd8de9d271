import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Contact } from "@/api/types";
import { useFormat } from "@/app/useFormat";
import { contactName } from "@/features/inbox/people";
import { cn } from "@/lib/cn";
import { Avatar, Badge } from "@/ui";
import type { ContactSearch } from "../search";
import { SHOWN } from "./columns";
import { ReachText } from "./ReachText";
import { TagChips } from "./TagChips";

interface ContactRowProps {
  contact: Contact;
  index: number;
  search: ContactSearch;
  isCurrent: boolean;
}

const CELL = "h-11 truncate border-b border-line px-3 first:pl-6";

/** One contact in the table. Its name is a link that fills the row. */
export const ContactRow = memo(function ContactRow(props: ContactRowProps) {
  const { contact, index, search, isCurrent } = props;
  const { t } = useTranslation("contacts");
  const format = useFormat();
  const name = contactName(contact);
  return (
    <tr
      aria-rowindex={index + 2}
      className={cn("relative", isCurrent ? "bg-accent-soft" : "hover:bg-hover")}
    >
      <td
        className={cn(
          CELL,
          isCurrent &&
            "before:absolute before:inset-y-0 before:left-0 before:w-0.5 before:bg-accent",
        )}
      >
        <span className="flex items-center gap-2">
          <Avatar name={name} id={contact.id} size={24} />
          <Link
            id={contact.id}
            to="/contacts/$contactId"
            params={{ contactId: contact.id }}
            search={search}
            title={name}
            className="truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
          >
            {name}
          </Link>
          {contact.blockedAt && <Badge tone="danger">{t("block.state")}</Badge>}
        </span>
      </td>
      <td className={cn(CELL, "text-fg-2 tabular-nums")}>
        <ReachText contact={contact} />
      </td>
      <td className={cn(CELL, SHOWN.tags)}>
        <TagChips tagIds={contact.tagIds} />
      </td>
      <td className={cn(CELL, "text-fg-2", SHOWN.company)} title={contact.company ?? undefined}>
        {contact.company}
      </td>
      <td className={cn(CELL, "text-fg-2", SHOWN.email)} title={contact.email ?? undefined}>
        {contact.email}
      </td>
      <td className={cn(CELL, "text-fg-2")}>
        {contact.lastActivityAt && (
          <time dateTime={contact.lastActivityAt}>{format.short(contact.lastActivityAt)}</time>
        )}
      </td>
    </tr>
  );
});
