import { useTranslation } from "react-i18next";
import { FilterChip } from "@/ui";
import { numberName, useDirectory } from "../../people";
import { filterCount, type InboxSearch } from "../../search";

interface FilterBarProps {
  search: InboxSearch;
  onSearch: (search: InboxSearch) => void;
}

/** The filters that are on, each with the way to take it off. Nothing while there are none. */
export function FilterBar({ search, onSearch }: FilterBarProps) {
  const { t } = useTranslation("inbox");
  const directory = useDirectory();
  if (filterCount(search) === 0) return null;
  const number = directory.number(search.number);
  const chips: { key: keyof InboxSearch; name: string; value: string }[] = [];
  if (search.status !== undefined)
    chips.push({ key: "status", name: t("filter.status"), value: t(`status.${search.status}`) });
  if (search.unread)
    chips.push({ key: "unread", name: t("filter.messages"), value: t("filter.unread") });
  if (search.number !== undefined)
    chips.push({
      key: "number",
      name: t("filter.number"),
      value: number ? numberName(number) : search.number,
    });
  if (search.team !== undefined)
    chips.push({
      key: "team",
      name: t("filter.team"),
      value: directory.team(search.team)?.name ?? search.team,
    });
  if (search.tag !== undefined)
    chips.push({
      key: "tag",
      name: t("filter.tag"),
      value: directory.tag(search.tag)?.name ?? search.tag,
    });
  return (
    <div className="flex flex-none gap-1 overflow-x-auto border-b border-line px-4 py-2 [scrollbar-width:none]">
      {chips.map(({ key, name, value }) => (
        <FilterChip
          key={key}
          name={name}
          value={value}
          removeLabel={t("filter.remove", { name })}
          onRemove={() => {
            const { [key]: _, ...rest } = search;
            onSearch(rest);
          }}
        />
      ))}
    </div>
  );
}
