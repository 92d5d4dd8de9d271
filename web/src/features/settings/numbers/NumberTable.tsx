import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PhoneNumber } from "@/api/types";
import { formatPhone } from "@/lib/format";
import { MenuItem } from "@/ui";
import { DataTable } from "../parts/DataTable";
import { RowMenu } from "../parts/RowMenu";
import { ChangeNumber } from "./ChangeNumber";
import { HealthBadge } from "./HealthBadge";
import { NumberState } from "./NumberState";
import { usePause } from "./usePause";

interface NumberTableProps {
  numbers: readonly PhoneNumber[];
  currentId?: string | undefined;
}

/** The company's numbers and what can be done with each. */
export function NumberTable({ numbers, currentId }: NumberTableProps) {
  const { t } = useTranslation("settingsNumbers");
  const navigate = useNavigate();
  const pause = usePause();
  const [changing, setChanging] = useState<PhoneNumber | null>(null);
  const open = (numberId: string) =>
    void navigate({ to: "/settings/numbers/$numberId", params: { numberId } });
  return (
    <>
      <DataTable
        label={t("list")}
        rows={numbers}
        currentId={currentId}
        columns={[
          {
            id: "number",
            head: t("number"),
            isPlain: true,
            cell: (number) => (
              <Link
                to="/settings/numbers/$numberId"
                params={{ numberId: number.id }}
                className="hover:underline"
              >
                {number.name && <b className="font-semibold">{number.name} </b>}
                <span className="whitespace-nowrap text-fg-2">
                  {formatPhone(number.displayPhoneNumber)}
                </span>
              </Link>
            ),
          },
          {
            id: "status",
            head: t("state"),
            isPlain: true,
            cell: ({ id, status, proof }) => (
              <span className="inline-flex flex-wrap gap-1">
                <NumberState status={status} proof={proof} />
                <HealthBadge numberId={id} />
              </span>
            ),
          },
          { id: "app", head: t("app"), className: "text-fg-2", cell: ({ app }) => app },
          {
            id: "throughput",
            head: t("throughput"),
            isMinor: true,
            isEnd: true,
            className: "text-fg-2",
            cell: ({ throughput }) => t("perSecond", { count: throughput }),
          },
          {
            id: "actions",
            head: t("actions"),
            isPlain: true,
            cell: (number) => (
              <RowMenu label={t("actionsOf", { name: number.name ?? number.displayPhoneNumber })}>
                <MenuItem onSelect={() => open(number.id)}>{t("open")}</MenuItem>
                <MenuItem onSelect={() => setChanging(number)}>{t("change.title")}</MenuItem>
                {number.status === "active" ? (
                  <MenuItem onSelect={() => pause(number, "inactive")}>{t("pause")}</MenuItem>
                ) : (
                  <MenuItem onSelect={() => pause(number, "active")}>{t("resume")}</MenuItem>
                )}
              </RowMenu>
            ),
          },
        ]}
      />
      {changing && <ChangeNumber number={changing} onClose={() => setChanging(null)} />}
    </>
  );
}
