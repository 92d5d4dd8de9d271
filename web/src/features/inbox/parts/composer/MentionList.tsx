import { useTranslation } from "react-i18next";
import type { User } from "@/api/types";
import { cn } from "@/lib/cn";
import { Avatar, FLOAT } from "@/ui";
import { SuggestionList, type SuggestionState } from "./SuggestionList";

interface MentionListProps {
  state: SuggestionState;
  people: readonly User[];
  onPick: (person: User) => void;
}

/** Colleagues whose name begins as it is typed. */
export function MentionList({ state, people, onPick }: MentionListProps) {
  const { t } = useTranslation(["inbox", "thread"]);
  return (
    <SuggestionList
      state={state}
      label={t("thread:composer.mention")}
      rows={people}
      onPick={onPick}
      className={cn(FLOAT, "absolute bottom-full left-2 mb-1 w-60 text-fg")}
    >
      {({ id, name }) => (
        <>
          <Avatar name={name} id={id} size={20} />
          <span className="truncate">{name}</span>
        </>
      )}
    </SuggestionList>
  );
}
