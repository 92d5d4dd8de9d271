import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/useFormat";
import { Badge } from "@/ui";
import type { ApiKey } from "../queries";

const SOON_MS = 30 * 86_400_000;

/** Whether a key works, and until when. */
export function KeyState({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation("settingsKeys");
  const format = useFormat();
  if (apiKey.revokedAt) {
    return <Badge>{t("state.revoked", { date: format.date(apiKey.revokedAt) })}</Badge>;
  }
  const left = Date.parse(apiKey.expiresAt) - Date.now();
  const date = format.date(apiKey.expiresAt);
  if (left <= 0) return <Badge tone="danger">{t("state.expired", { date })}</Badge>;
  return <Badge tone={left < SOON_MS ? "warn" : "ok"}>{t("state.active", { date })}</Badge>;
}
