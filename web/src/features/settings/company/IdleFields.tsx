import { useTranslation } from "react-i18next";
import type { Problem } from "@/api/problem";
import type { Role } from "@/api/types";
import { TextField } from "../parts/TextField";
import { IDLE_ROLES } from "./settings";

interface IdleFieldsProps {
  value: Record<Role, string>;
  onValue: (hours: Record<Role, string>) => void;
  problem: Problem | null;
}

/** After how many hours without use each role signs in anew. */
export function IdleFields({ value, onValue, problem }: IdleFieldsProps) {
  const { t } = useTranslation(["settingsCompany", "common"]);
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm text-fg-2">{t("idleBody")}</p>
      <div className="grid grid-cols-5 gap-3 max-lg:grid-cols-3 max-md:grid-cols-2">
        {IDLE_ROLES.map((role) => (
          <TextField
            key={role}
            label={t(`common:role.${role}`)}
            type="number"
            min={1}
            max={720}
            value={value[role]}
            onValue={(hours) => onValue({ ...value, [role]: hours })}
            error={problem?.field(`/sessionIdleHours/${role}`)}
          />
        ))}
      </div>
    </div>
  );
}
