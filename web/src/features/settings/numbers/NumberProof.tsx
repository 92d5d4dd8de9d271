import { useTranslation } from "react-i18next";
import type { PhoneNumber } from "@/api/types";
import { Banner } from "@/ui";

// i18n-uses settingsNumbers:proof.*
const REFUSALS = ["token", "permission", "number", "account", "elsewhere"] as const;

/** What is missing for Meta to confirm that the number is the company's; nothing where it has. */
export function NumberProof({ number }: { number: PhoneNumber }) {
  const { t } = useTranslation("settingsNumbers");
  const { proof, statusReason } = number;
  if (proof === "refused") {
    const reason = REFUSALS.find((known) => statusReason === `proof:${known}`) ?? "number";
    return (
      <Banner tone="danger" className="mb-4 rounded-lg border">
        {t(`proof.${reason}`)}
      </Banner>
    );
  }
  if (proof !== "due" && proof !== "open") return null;
  return (
    <Banner tone="warn" className="mb-4 rounded-lg border">
      {t(`proof.${proof}`)}
    </Banner>
  );
}
