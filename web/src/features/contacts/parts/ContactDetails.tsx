import { Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Contact } from "@/api/types";
import { useFormat } from "@/app/useFormat";
import { contactName } from "@/features/inbox/people";
import { Accordion, Avatar, Banner, Fact, Facts, IconButton } from "@/ui";
import { ContactActions } from "./ContactActions";
import type { ContactDialog } from "./ContactDialogs";
import { ContactForm } from "./ContactForm";
import { ContactHistory } from "./ContactHistory";
import { ContactIdentities } from "./ContactIdentities";
import { ContactTags } from "./ContactTags";
import { ReachText } from "./ReachText";

interface ContactDetailsProps {
  contact: Contact;
  onDialog: (which: ContactDialog, contact: Contact) => void;
}

/** All that is known of a contact, and what can be done with it. */
export function ContactDetails({ contact, onDialog }: ContactDetailsProps) {
  const { t } = useTranslation("contacts");
  const [editing, setEditing] = useState(false);
  const format = useFormat();
  const name = contactName(contact);
  return (
    <>
      <div className="flex items-center gap-3 p-4">
        <Avatar name={name} id={contact.id} size={48} />
        <div className="min-w-0 flex-1">
          <h3 className="truncate text-md font-semibold" title={name}>
            {name}
          </h3>
          <p className="truncate text-sm text-fg-3 tabular-nums">
            <ReachText contact={contact} />
          </p>
        </div>
        <IconButton
          icon={Pencil}
          label={t("sheet.edit")}
          pressed={editing}
          onClick={() => setEditing(!editing)}
        />
      </div>
      {editing && (
        <div className="border-t border-line p-4">
          <ContactForm
            contact={contact}
            onDone={() => setEditing(false)}
            onCancel={() => setEditing(false)}
          />
        </div>
      )}
      <ContactTags contact={contact} />
      <ContactActions contact={contact} onDialog={onDialog} />
      {contact.blockedAt && (
        <Banner tone="warn" className="border-y">
          {t("block.text", { at: format.date(contact.blockedAt) })}
        </Banner>
      )}
      <Accordion title={t("sheet.details")}>
        <Facts>
          <Fact name={t("field.email")}>{contact.email ?? <Nothing />}</Fact>
          <Fact name={t("field.company")}>{contact.company ?? <Nothing />}</Fact>
          <Fact name={t("field.lastActivity")}>
            {contact.lastActivityAt ? format.ago(contact.lastActivityAt) : t("sheet.never")}
          </Fact>
          <Fact name={t("field.created")}>{format.date(contact.createdAt)}</Fact>
        </Facts>
      </Accordion>
      <ContactIdentities contact={contact} />
      <ContactHistory contactId={contact.id} />
    </>
  );
}

function Nothing() {
  const { t } = useTranslation("contacts");
  return <span className="text-fg-3">{t("sheet.none")}</span>;
}
