import { useTranslation } from "react-i18next";
import type { User } from "@/api/types";
import { cn } from "@/lib/cn";
import { Avatar, FLOAT, ITEM } from "@/ui";

interface MentionListProps {
  people: readonly User[];
  /** The one that Enter takes. */
  active: number;
  onPick: (name: string) => void;
}

/** Colleagues whose name begins as it is typed. */
export function MentionList({ people, active, onPick }: MentionListProps) {
  const { t } = useTranslation(["inbox", "thread"]);
  return (
    <div
      role="listbox"
      aria-label={t("thread:composer.mention")}
      className={cn(FLOAT, "absolute bottom-full left-2 mb-1 w-60 text-fg")}
    >
      {people.map(({ id, name }, index) => (
        <button
          key={id}
          type="button"
          role="option"
          aria-selected={index === active}
          tabIndex={-1}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(name)}
          className={cn(ITEM, index === active && "bg-hover")}
        >
          <Avatar name={name} id={id} size={20} />
          <span className="truncate">{name}</span>
        </button>
      ))}
    </div>
  );
}
