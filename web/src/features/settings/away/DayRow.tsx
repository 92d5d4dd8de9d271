import { CopyCheck, Plus } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox, IconButton } from "@/ui";
import { StretchFields } from "./StretchFields";
import { type Day, faultOf, MOST_SLOTS, type Slot, withNext } from "./week";

interface DayRowProps {
  day: Day;
  slots: readonly Slot[];
  onSlots: (slots: readonly Slot[]) => void;
  /** Left out where the workdays have these hours already. */
  onCopy: (() => void) | undefined;
}

/** One day of the week: whether it opens, and from when to when. */
export function DayRow({ day, slots, onSlots, onCopy }: DayRowProps) {
  const { t } = useTranslation("settingsAway");
  const id = useId();
  const name = t(`day.${day}`);
  const fault = faultOf(slots);
  const isOpen = slots.length > 0;
  return (
    <li className="grid grid-cols-[10rem_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-1 border-t border-line px-4 py-2 first:border-t-0 max-md:grid-cols-[minmax(0,1fr)_auto]">
      <label htmlFor={id} className="flex h-9 cursor-pointer items-center gap-2.5 max-md:h-11">
        <Checkbox id={id} checked={isOpen} onChange={() => onSlots(isOpen ? [] : withNext([]))} />
        <span className="text-sm font-medium first-letter:uppercase">{name}</span>
      </label>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 max-md:col-span-2 max-md:row-start-2">
        {slots.map((slot, place) => (
          <StretchFields
            // biome-ignore lint/suspicious/noArrayIndexKey: slots have no identity but their place
            key={place}
            day={name}
            slot={slot}
            isWrong={fault !== null}
            onSlot={(changed) => onSlots(slots.with(place, changed))}
            onRemove={slots.length > 1 ? () => onSlots(slots.toSpliced(place, 1)) : undefined}
          />
        ))}
        {!isOpen && (
          <span className="flex h-9 items-center text-sm text-fg-3 max-md:hidden">
            {t("closedAllDay")}
          </span>
        )}
        {fault && (
          <p role="alert" className="w-full text-xs text-danger-text">
            {t(`fault.${fault}`)}
          </p>
        )}
      </div>
      <div className="flex h-9 items-center max-md:h-11">
        {isOpen ? (
          <>
            <IconButton
              icon={Plus}
              label={t("addSlot", { day: name })}
              disabled={slots.length >= MOST_SLOTS}
              onClick={() => onSlots(withNext(slots))}
            />
            <IconButton
              icon={CopyCheck}
              label={t("copyDay", { day: name })}
              disabled={!onCopy}
              onClick={onCopy}
            />
          </>
        ) : (
          <span className="text-sm text-fg-3 md:hidden">{t("closedAllDay")}</span>
        )}
      </div>
    </li>
  );
}
