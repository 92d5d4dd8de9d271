import { useTranslation } from "react-i18next";
import { ReachText } from "@/features/contacts/parts/ReachText";
import { Avatar, Button } from "@/ui";
import { type Person, recipientOf } from "../model/person";

interface ChosenPersonProps {
  person: Person;
  /** Left out: it cannot be another one. */
  onChange: (() => void) | undefined;
}

export function ChosenPerson({ person, onChange }: ChosenPersonProps) {
  const { t } = useTranslation("templates");
  const { name } = recipientOf(person);
  const id = "contact" in person ? person.contact.id : person.phone;
  return (
    <div className="flex items-center gap-3 rounded border border-line-strong p-3">
      <Avatar name={name} id={id} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{name}</span>
        <span className="block truncate text-sm text-fg-3 tabular-nums">
          {"contact" in person ? <ReachText contact={person.contact} /> : t("start.stranger")}
        </span>
      </span>
      {onChange !== undefined && (
        <Button size="sm" onClick={onChange}>
          {t("start.change")}
        </Button>
      )}
    </div>
  );
}
