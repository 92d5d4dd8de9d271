import { useTranslation } from "react-i18next";
import { useDirectory } from "@/features/inbox/people";
import { ListChip } from "@/ui";

const MOST = 2;

/** The first tags by name, and how many more there are. */
export function TagChips({ tagIds, most = MOST }: { tagIds: readonly string[]; most?: number }) {
  const { t } = useTranslation("contacts");
  const { tag } = useDirectory();
  const tags = tagIds.map(tag).filter((known) => known !== undefined);
  const more = tags.slice(most);
  return (
    <span className="flex min-w-0 items-center gap-1">
      {tags.slice(0, most).map(({ id, name, hue }) => (
        <ListChip key={id} hue={hue} className="h-5 min-w-0 shrink">
          <span className="truncate">{name}</span>
        </ListChip>
      ))}
      {more.length > 0 && (
        <span
          className="flex-none text-xs text-fg-3"
          title={more.map(({ name }) => name).join(", ")}
        >
          <span aria-hidden="true">+{more.length}</span>
          <span className="sr-only">{t("tags.more", { count: more.length })}</span>
        </span>
      )}
    </span>
  );
}
