import { Pencil } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { formatPhone } from "@/lib/format";
import { Accordion, Avatar, Fact, Facts, IconButton } from "@/ui";
import { contactName, numberName, useDirectory, useMe } from "../../people";
import { PriorityFact } from "./PriorityFact";
import { TagsLine } from "./TagsLine";

const ContactForm = lazy(() =>
  import("@/features/contacts/parts/ContactForm").then((file) => ({ default: file.ContactForm })),
);

const PreviousConversations = lazy(() => import("./PreviousConversations"));

/** Whom the conversation is with, and how it stands. */
export function ContactPanel({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation(["inbox", "thread"]);
  const me = useMe();
  const directory = useDirectory();
  const [editing, setEditing] = useState(false);
  const { contact } = conversation;
  const name = contactName(contact);
  const assignee = directory.user(conversation.assigneeId);
  const number = directory.number(conversation.numberId);
  return (
    <div className="min-h-0 overflow-auto [scrollbar-color:var(--color-line-strong)_transparent] [scrollbar-width:thin]">
      <div className="flex items-center gap-3 p-4">
        <Avatar name={name} id={contact.id} size={48} />
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-md font-semibold">{name}</h2>
          {contact.phone && (
            <p className="text-sm text-fg-3 tabular-nums">{formatPhone(contact.phone)}</p>
          )}
        </div>
        <IconButton
          icon={Pencil}
          label={t("thread:panel.edit")}
          pressed={editing}
          onClick={() => setEditing(!editing)}
        />
      </div>
      <Suspense>
        {editing && (
          <div className="border-t border-line p-4">
            <ContactForm
              contact={contact}
              onDone={() => setEditing(false)}
              onCancel={() => setEditing(false)}
            />
          </div>
        )}
      </Suspense>
      <TagsLine conversation={conversation} />
      <Accordion title={t("thread.conversation")}>
        <Facts>
          <Fact name={t("thread:panel.assignee")}>
            <Avatar name={assignee?.name ?? null} id={assignee?.id} size={20} />
            {assignee === undefined
              ? t("row.nobody")
              : assignee.id === me?.id
                ? t("you")
                : assignee.name}
          </Fact>
          <Fact name={t("thread:panel.team")}>
            {directory.team(conversation.teamId)?.name ?? t("thread:panel.noTeam")}
          </Fact>
          <Fact name={t("thread:panel.status")}>
            {t(`status.${conversation.status}` as "status.open")}
          </Fact>
          <PriorityFact conversation={conversation} />
          {number !== undefined && <Fact name={t("filter.number")}>{numberName(number)}</Fact>}
        </Facts>
      </Accordion>
      <Accordion title={t("thread:panel.contact")}>
        <Facts>
          {contact.email && <Fact name={t("thread:contact.email")}>{contact.email}</Fact>}
          {contact.company && <Fact name={t("thread:contact.company")}>{contact.company}</Fact>}
          {contact.username && (
            <Fact name={t("thread:contact.username")}>@{contact.username.replace(/^@/u, "")}</Fact>
          )}
          {contact.identities.map(({ kind, value }) => (
            <Fact
              key={value}
              name={t(kind === "phone" ? "thread:contact.phone" : "thread:contact.whatsappId")}
            >
              <span className={kind === "phone" ? "tabular-nums" : "font-mono text-xs"}>
                {kind === "phone" ? formatPhone(value) : value}
              </span>
            </Fact>
          ))}
        </Facts>
      </Accordion>
      <Suspense>
        <PreviousConversations conversation={conversation} />
      </Suspense>
    </div>
  );
}
