import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Button, Field, Input, Select } from "@/ui";
import { numbersQuery } from "../queries";
import { FIELDS, fieldKey, OPERATIONS, operationKey } from "./kinds";
import { type LogSearch, OUTCOMES } from "./search";
import { useNumberName } from "./useNumberName";

interface LogFiltersProps {
  search: LogSearch;
  onSearch: (search: LogSearch) => void;
}

/** Kind, outcome, number and days. Each choice is in the address at once. */
export function LogFilters({ search, onSearch }: LogFiltersProps) {
  const { t } = useTranslation("settingsLog");
  const numbers = useQuery(numbersQuery);
  const numberName = useNumberName();
  const isOut = search.way === "out";
  const { way, ...narrowing } = search;

  function set(name: keyof LogSearch, value: string) {
    const { [name]: _, ...others } = search;
    onSearch((value === "" ? others : { ...others, [name]: value }) as LogSearch);
  }

  const kinds = isOut
    ? OPERATIONS.map((id) => ({ id, name: t(operationKey(id) ?? "kind") }))
    : FIELDS.map((id) => ({ id, name: t(fieldKey(id) ?? "kind") }));
  const choices = [
    { name: "kind", label: t("kind"), any: t("anyKind"), options: kinds },
    {
      name: "outcome",
      label: t("result"),
      any: t("anyResult"),
      options: OUTCOMES[isOut ? "out" : "in"].map((id) => ({ id, name: t(`outcome.${id}`) })),
    },
    {
      name: "number",
      label: t("number"),
      any: t("anyNumber"),
      options: (numbers.data?.data ?? []).map(({ id }) => ({ id, name: numberName(id) ?? id })),
    },
  ] as const;
  return (
    <div className="flex flex-wrap items-end gap-3">
      {choices.map(({ name, label, any, options }) => (
        <Field key={name} label={label} className="grow basis-44">
          {(control) => (
            <Select
              {...control}
              value={search[name] ?? ""}
              onChange={(event) => set(name, event.target.value)}
            >
              <option value="">{any}</option>
              {options.map((option) => (
                <option key={option.id} value={option.id}>
                  {option.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      ))}
      {(["from", "to"] as const).map((name) => (
        <Field key={name} className="max-md:grow" label={t(name)}>
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
      {Object.keys(narrowing).length > 0 && (
        <Button kind="ghost" className="h-9" onClick={() => onSearch(way ? { way } : {})}>
          {t("clear")}
        </Button>
      )}
    </div>
  );
}
