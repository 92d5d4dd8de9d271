import { useTranslation } from "react-i18next";
import { useDirectory } from "@/features/inbox/people";
import { FilterChip, Search, Select } from "@/ui";
import type { ContactSearch } from "../search";
import { useTyped } from "./useTyped";

interface ContactFiltersProps {
  search: ContactSearch;
  /** Typing replaces the address; a choice is a step that Back undoes. */
  onSearch: (search: ContactSearch, replace: boolean) => void;
}

/** What narrows the list. All of it stands in the address. */
export function ContactFilters({ search, onSearch }: ContactFiltersProps) {
  const { t } = useTranslation("contacts");
  const { tags, tag } = useDirectory();
  const { search: words = "", tag: tagId, ...others } = search;
  const rest = { ...others, ...(tagId !== undefined && { tag: tagId }) };
  const [typed, setTyped] = useTyped(words, (next) =>
    onSearch(next === "" ? rest : { ...rest, search: next }, true),
  );

  function setTag(next: string) {
    const kept = { ...others, ...(words !== "" && { search: words }) };
    onSearch(next === "" ? kept : { ...kept, tag: next }, false);
  }

  return (
    <div className="flex flex-none items-center gap-2 overflow-x-auto border-b border-line bg-surface px-6 py-2.5 [scrollbar-width:none] max-md:px-4 max-md:py-2">
      <Search
        id="contact-search"
        label={t("search.label")}
        placeholder={t("search.placeholder")}
        clearLabel={t("search.clear")}
        keyCap="/"
        value={typed}
        onValue={setTyped}
        className="w-60 flex-none max-md:w-auto max-md:min-w-45 max-md:flex-1"
      />
      {tagId === undefined && tags.length > 0 && (
        <Select
          size="sm"
          aria-label={t("filter.tag")}
          value=""
          onChange={(event) => setTag(event.target.value)}
          className="flex-none max-md:max-w-40 [&>select]:border-line-strong"
        >
          <option value="">{t("filter.anyTag")}</option>
          {tags.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      {tagId !== undefined && (
        <FilterChip
          name={t("filter.tag")}
          value={tag(tagId)?.name ?? tagId}
          removeLabel={t("filter.remove", { name: t("filter.tag") })}
          onRemove={() => setTag("")}
        />
      )}
    </div>
  );
}
