import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/useFormat";
import { Badge } from "@/ui";
import type { AwayMessage } from "./queries";

/** Whether the hours of a message say open, and until when. */
export function OpeningState({ message }: { message: AwayMessage }) {
  const { t } = useTranslation("settingsAway");
  const format = useFormat();
  const { openNow, changesAt } = message;
  const when = changesAt ? momentOf(changesAt, format) : null;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-0.5">
      <Badge tone={openNow ? "ok" : "warn"}>{t(openNow ? "open" : "closed")}</Badge>
      {when && (
        <span className="whitespace-nowrap text-fg-2">
          {t(openNow ? "closesAt" : "opensAt", { when })}
        </span>
      )}
    </span>
  );
}

/** `18:00` today; else with its day, which within a week has a name. */
function momentOf(iso: string, format: ReturnType<typeof useFormat>) {
  const days =
    (Date.parse(format.dayKey(iso)) - Date.parse(format.dayKey(new Date()))) / 86_400_000;
  if (days === 0) return format.time(iso);
  const day = days < 7 ? format.weekday(iso) : format.date(iso);
  return `${day} ${format.time(iso)}`;
}
