import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { IconButton, Input } from "@/ui";
import type { HolidayFault } from "./draft";
import type { Holiday } from "./queries";

interface HolidayRowProps {
  /** Its place in the list, from 1. */
  number: number;
  holiday: Holiday;
  fault: HolidayFault | null;
  onHoliday: (holiday: Holiday) => void;
  onRemove: () => void;
}

/** One day on which the business does not open. */
export function HolidayRow({ number, holiday, fault, onHoliday, onRemove }: HolidayRowProps) {
  const { t } = useTranslation("settingsAway");
  return (
    <li className="grid grid-cols-[10rem_minmax(0,1fr)_auto] items-center gap-x-2 gap-y-1.5 max-md:grid-cols-[minmax(0,1fr)_auto]">
      <Input
        type="date"
        aria-label={t("holidayDate", { number })}
        aria-invalid={fault === "twice" || undefined}
        value={holiday.date}
        onChange={(event) => onHoliday({ ...holiday, date: event.target.value })}
        className="tabular-nums"
      />
      <Input
        aria-label={t("holidayName", { number })}
        placeholder={t("holidaySample")}
        maxLength={60}
        value={holiday.name}
        onChange={(event) => onHoliday({ ...holiday, name: event.target.value })}
        className="max-md:col-span-2 max-md:row-start-2"
      />
      <IconButton icon={Trash2} label={t("removeHoliday", { number })} onClick={onRemove} />
      {fault && (
        <p
          role={fault === "twice" ? "alert" : undefined}
          className={cn(
            "col-span-full text-xs",
            fault === "twice" ? "text-danger-text" : "text-fg-3",
          )}
        >
          {t(`holidayFault.${fault}`)}
        </p>
      )}
    </li>
  );
}
