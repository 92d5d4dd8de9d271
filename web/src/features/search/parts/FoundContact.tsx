import type { Contact } from "@/api/types";
import { ReachText } from "@/features/contacts/parts/ReachText";
import { contactName } from "@/features/inbox/people";
import { Avatar } from "@/ui";
import { useOpenContact } from "../useOpenContact";
import { LINE } from "./line";
import { Marked } from "./Marked";

/** A contact that was found: the way to the latest conversation. */
export function FoundContact({ contact, words }: { contact: Contact; words: readonly string[] }) {
  const open = useOpenContact();
  const name = contactName(contact);
  return (
    <button type="button" data-result onClick={() => void open(contact.id)} className={LINE}>
      <Avatar name={name} id={contact.id} />
      <span className="block min-w-0">
        <span className="block h-5 truncate font-medium">
          <Marked text={name} words={words} />
        </span>
        <span className="block truncate text-sm text-fg-2 tabular-nums">
          <ReachText contact={contact} />
        </span>
      </span>
    </button>
  );
}
