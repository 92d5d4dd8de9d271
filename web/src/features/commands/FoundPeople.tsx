import { useNavigate } from "@tanstack/react-router";
import { Command as Primitive } from "cmdk";
import { TextSearch } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ReachText } from "@/features/contacts/parts/ReachText";
import { contactName } from "@/features/inbox/people";
import { wordsOf } from "@/features/search/model/marked";
import { useFoundContacts } from "@/features/search/queries";
import { useOpenContact } from "@/features/search/useOpenContact";
import { Avatar, Icon } from "@/ui";
import { GROUP, LINE } from "./look";

/** What is typed as a name: the way to the messages with it, and the contacts, who come later and move nothing. */
export function FoundPeople({ typed, onClose }: { typed: string; onClose: () => void }) {
  const { t } = useTranslation(["search", "commands"]);
  const navigate = useNavigate();
  const openContact = useOpenContact();
  const words = wordsOf(typed);
  const found = useFoundContacts(words).data?.data ?? [];
  if (words.length === 0) return null;

  function run(go: () => void) {
    onClose();
    go();
  }

  return (
    <>
      <Primitive.Group heading={t("messages")} className={GROUP}>
        <Primitive.Item
          value="search-messages"
          onSelect={() => run(() => void navigate({ to: "/inbox", search: { q: typed.trim() } }))}
          className={LINE}
        >
          <Icon of={TextSearch} className="text-fg-2" />
          <span className="min-w-0 flex-1 truncate">
            {t("commands:searchFor", { words: typed.trim() })}
          </span>
        </Primitive.Item>
      </Primitive.Group>
      {found.length > 0 && (
        <Primitive.Group heading={t("contacts")} className={GROUP}>
          {found.map((contact) => (
            <Primitive.Item
              key={contact.id}
              value={contact.id}
              onSelect={() => run(() => void openContact(contact.id))}
              className={LINE}
            >
              <Avatar name={contactName(contact)} id={contact.id} size={24} />
              <span className="min-w-0 flex-1 truncate">{contactName(contact)}</span>
              <span className="flex-none text-xs text-fg-3 tabular-nums">
                <ReachText contact={contact} />
              </span>
            </Primitive.Item>
          ))}
        </Primitive.Group>
      )}
    </>
  );
}
