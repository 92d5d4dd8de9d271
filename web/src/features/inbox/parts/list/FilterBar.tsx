import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/useFormat";
import { FilterChip } from "@/ui";
import { lastMoment } from "../../model/days";
import { numberName, useDirectory, useMe } from "../../people";
import { filterCount, type InboxSearch } from "../../search";

interface FilterBarProps {
  search: InboxSearch;
  onSearch: (search: InboxSearch) => void;
}

/** The filters that are on, each with the way to take it off. Nothing while there are none. */
export function FilterBar({ search, onSearch }: FilterBarProps) {
  const { t } = useTranslation("inbox");
  const directory = useDirectory();
  const format = useFormat();
  const me = useMe();
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
  if (search.assignee !== undefined)
    chips.push({
      key: "assignee",
      name: t("filter.assignee"),
      value: assigneeName(search.assignee),
    });
  if (search.from !== undefined)
    chips.push({ key: "from", name: t("filter.from"), value: format.date(search.from) });
  if (search.to !== undefined)
    chips.push({ key: "to", name: t("filter.to"), value: format.date(lastMoment(search.to)) });

  function assigneeName(id: string): string {
    if (id === "me" || id === me?.id) return t("you");
    return id === "none" ? t("row.nobody") : (directory.user(id)?.name ?? id);
  }

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
