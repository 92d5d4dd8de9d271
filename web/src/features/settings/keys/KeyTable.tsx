import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/useFormat";
import { Button } from "@/ui";
import { DataTable } from "../parts/DataTable";
import type { ApiKey } from "../queries";
import { KeyState } from "./KeyState";
import { ScopeWords } from "./ScopeWords";

interface KeyTableProps {
  apiKeys: readonly ApiKey[];
  onRevoke: (apiKey: ApiKey) => void;
}

/** All keys, those that work first. */
export function KeyTable({ apiKeys, onRevoke }: KeyTableProps) {
  const { t } = useTranslation("settingsKeys");
  const format = useFormat();
  const rows = [...apiKeys].sort(
    (one, other) => Number(Boolean(one.revokedAt)) - Number(Boolean(other.revokedAt)),
  );
  return (
    <DataTable
      label={t("list")}
      rows={rows}
      columns={[
        {
          id: "name",
          head: t("new.name"),
          isPlain: true,
          className: "font-semibold",
          cell: ({ name }) => name,
        },
        {
          id: "state",
          head: t("state.title"),
          isPlain: true,
          cell: (apiKey) => <KeyState apiKey={apiKey} />,
        },
        {
          id: "scopes",
          head: t("new.may"),
          className: "text-fg-2",
          cell: ({ scopes }) => <ScopeWords scopes={scopes} />,
        },
        {
          id: "networks",
          head: t("networks"),
          isMinor: true,
          className: "text-fg-2",
          cell: ({ allowedNetworks }) => allowedNetworks.join(", ") || t("anywhere"),
        },
        {
          id: "used",
          head: t("used"),
          className: "whitespace-nowrap text-fg-2",
          cell: ({ lastUsedAt }) => (lastUsedAt ? format.ago(lastUsedAt) : t("never")),
        },
        {
          id: "actions",
          head: t("actions"),
          isPlain: true,
          cell: (apiKey) =>
            !apiKey.revokedAt && (
              <Button
                size="sm"
                kind="dangerOutline"
                aria-label={t("revoke.of", { name: apiKey.name })}
                onClick={() => onRevoke(apiKey)}
              >
                {t("revoke.short")}
              </Button>
            ),
        },
      ]}
    />
  );
}
