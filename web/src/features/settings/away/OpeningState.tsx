import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/useFormat";
import { Badge } from "@/ui";
import type { AwayMessage } from "./queries";

const DAY_MS = 86_400_000;

/** Whether the hours of a message say open, and until when. */
export function OpeningState({ message }: { message: AwayMessage }) {
  const { t } = useTranslation("settingsAway");
  const format = useFormat();
  const { openNow, changesAt } = message;

  function until(iso: string) {
    const time = format.time(iso);
    const now = format.dayKey(new Date());
    const days = (Date.parse(format.dayKey(iso)) - Date.parse(now)) / DAY_MS;
    if (days === 0) return t(openNow ? "closesAt" : "opensAt", { time });
    const day = days < 7 ? format.weekday(iso) : format.date(iso);
    return t(openNow ? "closesOn" : "opensOn", { day, time });
  }

  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-0.5">
      <Badge tone={openNow ? "ok" : "warn"}>{t(openNow ? "open" : "closed")}</Badge>
      {changesAt && <span className="whitespace-nowrap text-fg-2">{until(changesAt)}</span>}
    </span>
  );
}
