import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "@/app/ProblemNotice";
import { Banner, Button } from "@/ui";
import { type Factor, useNewRecoveryCodes } from "./queries";
import { RecoveryCodes } from "./RecoveryCodes";
import { RemoveFactor } from "./RemoveFactor";

/** So few recovery codes are worth a word. */
const FEW = 3;

interface FactorInForceProps {
  factor: Factor;
  isBeginning: boolean;
  /** Another phone. */
  onAnew: () => void;
}

/** What can be done with a second factor that holds. */
export function FactorInForce({ factor, isBeginning, onAnew }: FactorInForceProps) {
  const { t, i18n } = useTranslation("secondFactor");
  const [isRemoving, setRemoving] = useState(false);
  const codes = useNewRecoveryCodes();
  const left = factor.recoveryCodesLeft;
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: "long" });
  return (
    <>
      <p className="text-sm">
        {factor.enabledAt && t("since", { date: date.format(new Date(factor.enabledAt)) })}{" "}
        {t("left", { count: left })}
      </p>
      {left <= FEW && (
        <Banner tone="warn" className="rounded border">
          {t("few")}
        </Banner>
      )}
      {factor.required && <p className="text-sm text-fg-2">{t("required")}</p>}
      <ProblemNotice error={codes.error} />
      <div className="flex flex-wrap gap-2">
        <Button busy={codes.isPending} onClick={() => codes.mutate()}>
          {t("codes.fresh")}
        </Button>
        <Button busy={isBeginning} onClick={onAnew}>
          {t("setUp.anew")}
        </Button>
        {!factor.required && (
          <Button kind="ghost" onClick={() => setRemoving(true)}>
            {t("remove.open")}
          </Button>
        )}
      </div>
      {codes.data && (
        <RecoveryCodes codes={codes.data.recoveryCodes} onDone={() => codes.reset()} />
      )}
      {isRemoving && <RemoveFactor onClose={() => setRemoving(false)} />}
    </>
  );
}
