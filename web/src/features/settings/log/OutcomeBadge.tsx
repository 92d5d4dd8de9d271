import { useTranslation } from "react-i18next";
import { Badge } from "@/ui";

// i18n-uses settingsLog:outcome.*
const TONES = {
  projected: "ok",
  stored: "neutral",
  pending: "info",
  quarantined: "warn",
  accepted: "ok",
  rejected: "danger",
  failed: "warn",
  open: "info",
} as const;

/** What became of something, in a word. */
export function OutcomeBadge({ outcome }: { outcome: string }) {
  const { t } = useTranslation("settingsLog");
  const known = outcome as keyof typeof TONES;
  if (!(outcome in TONES)) return <Badge>{outcome}</Badge>;
  return <Badge tone={TONES[known]}>{t(`outcome.${known}`)}</Badge>;
}
