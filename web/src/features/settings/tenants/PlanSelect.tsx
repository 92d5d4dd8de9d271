import { useTranslation } from "react-i18next";
import { Field, Select } from "@/ui";
import { PLANS, type Plan } from "./queries";

interface PlanSelectProps {
  value: string;
  onValue: (plan: Plan) => void;
}

/** What a company pays for. */
export function PlanSelect({ value, onValue }: PlanSelectProps) {
  const { t } = useTranslation("settingsTenants");
  return (
    <Field label={t("plan.label")}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onChange={(event) => onValue(event.target.value as Plan)}
        >
          {PLANS.map((plan) => (
            <option key={plan} value={plan}>
              {t(`plan.${plan}`)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
