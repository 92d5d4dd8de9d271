import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Button, Field, Input, Select } from "@/ui";
import { usersQuery } from "../queries";
import { ACTIONS, didKey } from "./actions";
import type { AuditSearch } from "./search";

interface AuditFiltersProps {
  search: AuditSearch;
  onSearch: (search: AuditSearch) => void;
}

/** Who, what and when. Each choice is in the address at once. */
export function AuditFilters({ search, onSearch }: AuditFiltersProps) {
  const { t } = useTranslation("settingsAudit");
  const users = useQuery(usersQuery);

  function set(name: keyof AuditSearch, value: string) {
    const { [name]: _, ...others } = search;
    onSearch(value === "" ? others : { ...others, [name]: value });
  }

  return (
    <div className="flex flex-wrap items-end gap-3">
      <Field label={t("filter.person")} className="grow basis-52">
        {(control) => (
          <Select
            {...control}
            value={search.person ?? ""}
            onChange={(event) => set("person", event.target.value)}
          >
            <option value="">{t("filter.anybody")}</option>
            {users.data?.data.map((user) => (
              <option key={user.id} value={user.id}>
                {user.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("filter.action")} className="grow basis-52">
        {(control) => (
          <Select
            {...control}
            value={search.action ?? ""}
            onChange={(event) => set("action", event.target.value)}
          >
            <option value="">{t("filter.anything")}</option>
            {ACTIONS.map((action) => (
              <option key={action} value={action}>
                {t(didKey(action), { what: "…" })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {(["from", "to"] as const).map((name) => (
        <Field
          key={name}
          className="max-md:grow"
          label={t(name === "from" ? "filter.from" : "filter.to")}
        >
          {(control) => (
            <Input
              {...control}
              type="date"
              value={search[name] ?? ""}
              onChange={(event) => set(name, event.target.value)}
            />
          )}
        </Field>
      ))}
      {Object.keys(search).length > 0 && (
        <Button kind="ghost" className="h-9" onClick={() => onSearch({})}>
          {t("filter.clear")}
        </Button>
      )}
    </div>
  );
}
