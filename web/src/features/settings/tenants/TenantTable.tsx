import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/useFormat";
import { useSession } from "@/app/useSession";
import { Badge, MenuItem } from "@/ui";
import { DataTable } from "../parts/DataTable";
import { RowMenu } from "../parts/RowMenu";
import { formatBytes } from "../usage/bytes";
import { ChangeTenantDialog } from "./ChangeTenantDialog";
import type { ListedTenant, Plan } from "./queries";
import { StatusDialog } from "./StatusDialog";
import { TenantState } from "./TenantState";

interface Task {
  kind: "change" | "status";
  tenant: ListedTenant;
}

/** The companies and what can be done with each. Nobody suspends the company she works in: she would shut herself out. */
export function TenantTable({ tenants }: { tenants: readonly ListedTenant[] }) {
  const { t, i18n } = useTranslation("settingsTenants");
  const format = useFormat();
  const { tenant: mine } = useSession();
  const [task, setTask] = useState<Task | null>(null);
  const done = () => setTask(null);
  return (
    <>
      <DataTable
        label={t("list")}
        rows={tenants}
        columns={[
          {
            id: "name",
            head: t("name"),
            isPlain: true,
            className: "md:h-14",
            cell: (tenant) => (
              <span className="min-w-0">
                <span className="flex flex-wrap items-center gap-x-1.5">
                  <b className="font-semibold break-words">{tenant.name}</b>
                  {tenant.id === mine?.id && <Badge>{t("here")}</Badge>}
                </span>
                <span className="block font-mono text-xs text-fg-3">{tenant.slug}</span>
              </span>
            ),
          },
          {
            id: "status",
            head: t("state"),
            isPlain: true,
            cell: ({ status }) => <TenantState status={status} />,
          },
          {
            id: "plan",
            head: t("plan.label"),
            className: "text-fg-2",
            cell: ({ plan }) => t(`plan.${plan as Plan}`),
          },
          {
            id: "users",
            head: t("people"),
            isEnd: true,
            isMinor: true,
            className: "text-fg-2 tabular-nums",
            cell: ({ users }) => format.number(users),
          },
          {
            id: "numbers",
            head: t("numbers"),
            isEnd: true,
            isMinor: true,
            className: "text-fg-2 tabular-nums",
            cell: ({ numbers }) => format.number(numbers),
          },
          {
            id: "month",
            head: t("month"),
            isEnd: true,
            className: "text-fg-2 tabular-nums",
            cell: ({ monthMessages, countedThrough }) =>
              countedThrough == null ? "–" : format.number(monthMessages),
          },
          {
            id: "storage",
            head: t("storage"),
            isEnd: true,
            isMinor: true,
            className: "whitespace-nowrap text-fg-2 tabular-nums",
            cell: ({ storedBytes, countedThrough }) =>
              countedThrough == null ? "–" : formatBytes(storedBytes, i18n.language),
          },
          {
            id: "queue",
            head: t("queue"),
            isEnd: true,
            className: "text-fg-2 tabular-nums",
            cell: ({ queued }) => format.number(queued),
          },
          {
            id: "created",
            head: t("created"),
            isMinor: true,
            className: "whitespace-nowrap text-fg-2",
            cell: ({ createdAt }) => format.date(createdAt),
          },
          {
            id: "actions",
            head: t("actions"),
            isPlain: true,
            cell: (tenant) => (
              <RowMenu label={t("actionsOf", { name: tenant.name })}>
                <MenuItem onSelect={() => setTask({ kind: "change", tenant })}>
                  {t("change.menu")}
                </MenuItem>
                {tenant.status !== "active" && (
                  <MenuItem onSelect={() => setTask({ kind: "status", tenant })}>
                    {t("resume.menu")}
                  </MenuItem>
                )}
                {tenant.status === "active" && tenant.id !== mine?.id && (
                  <MenuItem danger onSelect={() => setTask({ kind: "status", tenant })}>
                    {t("suspend.menu")}
                  </MenuItem>
                )}
              </RowMenu>
            ),
          },
        ]}
      />
      {task?.kind === "change" && <ChangeTenantDialog tenant={task.tenant} onClose={done} />}
      {task?.kind === "status" && <StatusDialog tenant={task.tenant} onClose={done} />}
    </>
  );
}
