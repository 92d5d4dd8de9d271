import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "@/app/useSession";
import { Options } from "./Options";

// i18n-uses settingsCompany:factors.*
const POLICIES = ["optional", "managers", "all"] as const;

interface FactorChoiceProps {
  value: string;
  onValue: (policy: string) => void;
}

/** Who needs a second factor to work here. Only somebody who has one asks others for it. */
export function FactorChoice({ value, onValue }: FactorChoiceProps) {
  const { t } = useTranslation("settingsCompany");
  const { user } = useSession();
  const mayAsk = user?.secondFactor === true;
  const options = POLICIES.map((id) => ({
    id,
    title: t(`factors.${id}`),
    text: t(`factors.${id}Text`),
  }));
  return (
    <div className="flex flex-col gap-3">
      {!mayAsk && (
        <p className="text-sm text-fg-2">
          {t("factorFirst")}{" "}
          <Link to="/me" className="text-accent-text underline underline-offset-2">
            {t("factorSetUp")}
          </Link>
        </p>
      )}
      <Options
        name="factor"
        label={t("factor")}
        options={options}
        value={value}
        onValue={onValue}
        isOff={(id) => !mayAsk && id !== "optional" && id !== value}
      />
    </div>
  );
}
