import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Role } from "@/api/types";

interface RoleChoiceProps {
  roles: readonly Role[];
  value: Role;
  onValue: (role: Role) => void;
}

/** A role, each with what it may do. */
export function RoleChoice({ roles, value, onValue }: RoleChoiceProps) {
  const { t } = useTranslation(["settingsMembers", "common"]);
  const name = useId();
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1.5 text-sm font-medium">{t("settingsMembers:role")}</legend>
      {roles.map((role) => (
        <label
          key={role}
          className="flex cursor-pointer items-start gap-3 rounded border border-line-strong px-3 py-2 text-sm has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-ring"
        >
          <input
            type="radio"
            name={name}
            checked={role === value}
            onChange={() => onValue(role)}
            className="mt-0.5 size-4 flex-none accent-accent"
          />
          <span>
            <b className="font-semibold">{t(`common:role.${role}`)}</b>
            <span className="block text-xs text-fg-2">{t(`settingsMembers:may.${role}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
