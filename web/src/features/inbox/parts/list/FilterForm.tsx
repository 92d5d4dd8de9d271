import { useTranslation } from "react-i18next";
import { Checkbox, Field, Select } from "@/ui";
import { numberName, useDirectory, useMe } from "../../people";
import { type InboxSearch, STATUSES, type Status } from "../../search";
import { DayFilters } from "./DayFilters";

interface FilterFormProps {
  search: InboxSearch;
  onSearch: (search: InboxSearch) => void;
}

/** What narrows the view. Each choice is in the address at once. */
export default function FilterForm({ search, onSearch }: FilterFormProps) {
  const { t } = useTranslation("inbox");
  const me = useMe();
  const { users, numbers, teams, tags } = useDirectory();
  const colleagues = users.filter(({ id, role }) => id !== me?.id && role !== "viewer");

  function set(changed: { [Name in keyof InboxSearch]?: InboxSearch[Name] | undefined }) {
    const merged = Object.entries({ ...search, ...changed }).filter(
      ([, value]) => value !== undefined && value !== "",
    );
    onSearch(Object.fromEntries(merged) as InboxSearch);
  }

  return (
    <div className="flex flex-col gap-3">
      <Field label={t("filter.status")}>
        {(control) => (
          <Select
            {...control}
            value={search.status ?? ""}
            onChange={(event) =>
              set({ status: (event.target.value || undefined) as Status | undefined })
            }
          >
            <option value="">{t("filter.anyStatus")}</option>
            {STATUSES.map((status) => (
              <option key={status} value={status}>
                {t(`status.${status}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("filter.assignee")}>
        {(control) => (
          <Select
            {...control}
            value={search.assignee === me?.id ? "me" : (search.assignee ?? "")}
            onChange={(event) => set({ assignee: event.target.value || undefined })}
          >
            <option value="">{t("filter.anybody")}</option>
            <option value="me">{t("you")}</option>
            <option value="none">{t("row.nobody")}</option>
            {colleagues.map((user) => (
              <option key={user.id} value={user.id}>
                {user.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("filter.number")}>
        {(control) => (
          <Select
            {...control}
            value={search.number ?? ""}
            onChange={(event) => set({ number: event.target.value || undefined })}
          >
            <option value="">{t("filter.anyNumber")}</option>
            {numbers.map((number) => (
              <option key={number.id} value={number.id}>
                {numberName(number)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("filter.team")}>
        {(control) => (
          <Select
            {...control}
            value={search.team ?? ""}
            onChange={(event) => set({ team: event.target.value || undefined })}
          >
            <option value="">{t("filter.anyTeam")}</option>
            {teams.map((team) => (
              <option key={team.id} value={team.id}>
                {team.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {tags.length > 0 && (
        <Field label={t("filter.tag")}>
          {(control) => (
            <Select
              {...control}
              value={search.tag ?? ""}
              onChange={(event) => set({ tag: event.target.value || undefined })}
            >
              <option value="">{t("filter.anyTag")}</option>
              {tags.map((tag) => (
                <option key={tag.id} value={tag.id}>
                  {tag.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <DayFilters search={search} onDays={set} />
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is inside */}
      <label className="flex min-h-8 cursor-pointer items-center gap-2 text-sm max-md:min-h-11">
        <Checkbox
          checked={search.unread === true}
          onChange={(event) => set({ unread: event.target.checked || undefined })}
        />
        {t("filter.unread")}
      </label>
    </div>
  );
}
