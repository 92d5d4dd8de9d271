import type { Contact } from "@/api/types";
import { reachOf } from "@/features/contacts/model/reach";
import { ReachText } from "@/features/contacts/parts/ReachText";
import { contactName } from "@/features/inbox/people";
import { Avatar } from "@/ui";

interface PersonItemProps {
  contact: Contact;
  onChoose: () => void;
}

/** Somebody who was found. Who cannot be reached cannot be chosen, and says why. */
export function PersonItem({ contact, onChoose }: PersonItemProps) {
  const name = contactName(contact);
  const isReachable = reachOf(contact).by !== "nothing";
  return (
    <button
      type="button"
      data-person={isReachable ? "" : undefined}
      disabled={!isReachable}
      onClick={onChoose}
      className="flex min-h-14 w-full items-center gap-3 rounded px-2 text-left -outline-offset-2 enabled:hover:bg-hover disabled:cursor-not-allowed"
    >
      <Avatar name={name} id={contact.id} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{name}</span>
        <span className="block truncate text-sm text-fg-3 tabular-nums">
          <ReachText contact={contact} />
        </span>
      </span>
    </button>
  );
}
