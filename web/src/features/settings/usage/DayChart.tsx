import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/useFormat";
import { cn } from "@/lib/cn";
import type { UsageDay } from "./queries";

/** Bars of thirty days: what came in stands on what went out. Who cannot see them reads the table behind. */
export function DayChart({ days }: { days: readonly UsageDay[] }) {
  const { t } = useTranslation("settingsUsage");
  const format = useFormat();
  const [at, setAt] = useState<number | null>(null);
  const most = Math.max(1, ...days.map((day) => day.inbound + day.outbound));
  const shown = days[at ?? days.length - 1];
  const height = (value: number) => ({ height: `${(value / most) * 100}%` });
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <Key className="bg-chart-1">{t("inbound")}</Key>
        <Key className="bg-chart-2">{t("outbound")}</Key>
        {shown && (
          <span className="ml-auto text-fg-2 tabular-nums max-md:ml-0">
            {t("ofDay", {
              day: dayName(shown.date, format.date),
              inbound: format.number(shown.inbound),
              outbound: format.number(shown.outbound),
            })}
          </span>
        )}
      </div>
      <div
        aria-hidden="true"
        className="flex h-40 items-end gap-0.5 border-b border-line-strong"
        onPointerLeave={() => setAt(null)}
      >
        {days.map((day, place) => (
          <span
            key={day.date}
            className={cn(
              "flex h-full min-w-0 flex-1 flex-col justify-end rounded-t-xs",
              at === place && "bg-hover",
            )}
            onPointerEnter={() => setAt(place)}
          >
            <span className="rounded-t-xs bg-chart-1" style={height(day.inbound)} />
            <span className="bg-chart-2" style={height(day.outbound)} />
          </span>
        ))}
      </div>
      <div aria-hidden="true" className="mt-1 flex justify-between text-xs text-fg-3 tabular-nums">
        <span>{days[0] && dayName(days[0].date, format.date)}</span>
        <span>{t("today")}</span>
      </div>
      <table className="sr-only">
        <caption>{t("byDay")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("day")}</th>
            <th scope="col">{t("inbound")}</th>
            <th scope="col">{t("outbound")}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.date}>
              <th scope="row">{dayName(day.date, format.date)}</th>
              <td>{format.number(day.inbound)}</td>
              <td>{format.number(day.outbound)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Key({ className, children }: { className: string; children: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span className={cn("size-2.5 rounded-xs", className)} />
      {children}
    </span>
  );
}

/** A day of the calendar; noon in UTC lies in it almost everywhere. */
function dayName(date: string, format: (iso: string) => string): string {
  return format(`${date}T12:00:00Z`);
}
