import { useTranslation } from "react-i18next";
import { zoneName } from "../parts/zones";
import { DayRow } from "./DayRow";
import { copied, DAYS, isCopied, type Week } from "./week";

interface WeekFieldsProps {
  week: Week;
  timeZone: string;
  onWeek: (week: Week) => void;
}

/** When the business is open, day by day. */
export function WeekFields({ week, timeZone, onWeek }: WeekFieldsProps) {
  const { t } = useTranslation("settingsAway");
  return (
    <>
      <p className="px-4 pb-3 text-sm text-fg-2">{t("hoursBody", { zone: zoneName(timeZone) })}</p>
      <ul className="border-t border-line">
        {DAYS.map((day) => (
          <DayRow
            key={day}
            day={day}
            slots={week[day]}
            onSlots={(slots) => onWeek({ ...week, [day]: slots })}
            onCopy={isCopied(week, day) ? undefined : () => onWeek(copied(week, day))}
          />
        ))}
      </ul>
    </>
  );
}
