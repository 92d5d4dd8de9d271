import { MessageCircle, Pencil } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Contact } from "@/api/types";
import { contactName } from "@/features/inbox/people";
import { Accordion, Avatar, Button, Fact, Facts, Icon, IconButton } from "@/ui";
import { reachOf } from "../model/reach";
import { ContactForm } from "./ContactForm";
import { ContactIdentities } from "./ContactIdentities";
import { ContactTags } from "./ContactTags";
import { ReachText } from "./ReachText";

const NewConversationDialog = lazy(
  () => import("@/features/newConversation/NewConversationDialog"),
);

/** All that is known of a contact, and what can be done with it. */
export function ContactDetails({ contact }: { contact: Contact }) {
  const { t } = useTranslation("contacts");
  const [editing, setEditing] = useState(false);
  const [writing, setWriting] = useState(false);
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
      {reachOf(contact).by !== "nothing" && (
        <div className="flex gap-2 px-4 pb-4">
          <Button kind="primary" className="flex-1" onClick={() => setWriting(true)}>
            <Icon of={MessageCircle} />
            {t("sheet.write")}
          </Button>
        </div>
      )}
      <Accordion title={t("sheet.details")}>
        <Facts>
          <Fact name={t("field.email")}>{contact.email ?? <Nothing />}</Fact>
          <Fact name={t("field.company")}>{contact.company ?? <Nothing />}</Fact>
        </Facts>
      </Accordion>
      <ContactIdentities contact={contact} />
      <Suspense>
        {writing && <NewConversationDialog contact={contact} onClose={() => setWriting(false)} />}
      </Suspense>
    </>
  );
}

function Nothing() {
  const { t } = useTranslation("contacts");
  return <span className="text-fg-3">{t("sheet.none")}</span>;
}
