import { CalendarPlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/useFormat";
import { Button, Icon } from "@/ui";
import { isBrazilian } from "../parts/zones";
import { holidayFault } from "./draft";
import { HolidayRow } from "./HolidayRow";
import { withNational } from "./national";
import type { Holiday } from "./queries";

interface HolidayFieldsProps {
  holidays: readonly Holiday[];
  timeZone: string;
  onHolidays: (holidays: readonly Holiday[]) => void;
}

/** The days on which the business does not open. */
export function HolidayFields({ holidays, timeZone, onHolidays }: HolidayFieldsProps) {
  const { t } = useTranslation("settingsAway");
  const format = useFormat();
  const withAll = withNational(holidays, format.dayKey(new Date()), (key) => t(key));
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-fg-2">{t("holidaysBody")}</p>
      {holidays.length > 0 && (
        <ul className="flex flex-col gap-2 max-md:gap-4">
          {holidays.map((holiday, place) => (
            <HolidayRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a day that is being typed has no identity but its place
              key={place}
              number={place + 1}
              holiday={holiday}
              fault={holidayFault(holidays, place)}
              onHoliday={(changed) => onHolidays(holidays.with(place, changed))}
              onRemove={() => onHolidays(holidays.toSpliced(place, 1))}
            />
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => onHolidays([...holidays, { date: "", name: "" }])}>
          <Icon of={CalendarPlus} />
          {t("addHoliday")}
        </Button>
        {isBrazilian(timeZone) && withAll.length > holidays.length && (
          <Button onClick={() => onHolidays(withAll)}>{t("addNational")}</Button>
        )}
      </div>
    </div>
  );
}
