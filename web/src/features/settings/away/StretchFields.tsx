import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton, Input } from "@/ui";
import type { Slot } from "./week";

interface StretchFieldsProps {
  day: string;
  slot: Slot;
  isWrong: boolean;
  onSlot: (slot: Slot) => void;
  onRemove: (() => void) | undefined;
}

/** From when to when. */
export function StretchFields({ day, slot, isWrong, onSlot, onRemove }: StretchFieldsProps) {
  const { t } = useTranslation("settingsAway");
  const field = (end: "from" | "to") => (
    <Input
      type="time"
      aria-label={t(end, { day })}
      aria-invalid={isWrong || undefined}
      value={slot[end]}
      onChange={(event) => onSlot({ ...slot, [end]: event.target.value })}
      className="w-26 px-2.5 tabular-nums max-md:w-28 [&::-webkit-calendar-picker-indicator]:hidden"
    />
  );
  return (
    <span className="inline-flex items-center gap-1.5">
      {field("from")}
      <span className="text-fg-3">{t("until")}</span>
      {field("to")}
      {onRemove && (
        <IconButton icon={X} size="sm" label={t("removeSlot", { day })} onClick={onRemove} />
      )}
    </span>
  );
}
