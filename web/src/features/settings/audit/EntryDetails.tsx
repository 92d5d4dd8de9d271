import { useTranslation } from "react-i18next";
import type { AuditEntry } from "./queries";

/** All that was written down of a deed, as it stands there. */
export function EntryDetails({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation("settingsAudit");
  const facts = [
    [t("action"), entry.action],
    [t("entity"), [entry.entity, entry.entityId].filter(Boolean).join(" ")],
    [t("address"), entry.ip],
    [t("request"), entry.requestId],
    ...Object.entries(entry.metadata).map(([name, value]) => [name, shown(value)]),
  ].filter((fact): fact is [string, string] => Boolean(fact[1]));
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 bg-sunken py-3 pr-4 pl-13 text-xs max-md:pl-4">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-fg-3">{name}</dt>
          <dd className="font-mono break-all">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
