import { Ban } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useDirectory } from "@/features/inbox/people";
import { useTyped } from "@/lib/useTyped";
import { Button, FilterChip, Icon, Search, Select } from "@/ui";
import { type ContactSearch, readContactSearch, SORTS } from "../search";

interface ContactFiltersProps {
  search: ContactSearch;
  /** Typing replaces the address; a choice is a step that Back undoes. */
  onSearch: (search: ContactSearch, replace: boolean) => void;
}

const SORT_NAMES = {
  name: "sort.name",
  "-name": "sort.nameDown",
  recent: "sort.recent",
  created: "sort.created",
} as const;

/** What narrows the list. All of it stands in the address. */
export function ContactFilters({ search, onSearch }: ContactFiltersProps) {
  const { t } = useTranslation("contacts");
  const { tags, tag } = useDirectory();
  const { search: words = "", tag: tagId, ...others } = search;
  const { blocked: _, ...unblocked } = search;
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
      {search.blocked ? (
        <FilterChip
          name={t("filter.state")}
          value={t("filter.blocked")}
          removeLabel={t("filter.remove", { name: t("filter.state") })}
          onRemove={() => onSearch(unblocked, false)}
        />
      ) : (
        <Button
          kind="ghost"
          onClick={() => onSearch({ ...search, blocked: true }, false)}
          className="text-fg-2 max-md:hidden"
        >
          <Icon of={Ban} />
          {t("filter.onlyBlocked")}
        </Button>
      )}
      <Select
        size="sm"
        aria-label={t("sort.label")}
        value={search.sort ?? "name"}
        onChange={(event) =>
          onSearch(readContactSearch({ ...search, sort: event.target.value }), false)
        }
        className="ml-auto flex-none max-md:max-w-40 [&>select]:border-line-strong"
      >
        {SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {t(SORT_NAMES[sort])}
          </option>
        ))}
      </Select>
    </div>
  );
}
