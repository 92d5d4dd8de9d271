import { AlarmClock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/useFormat";
import { IconButton, Menu, MenuItem } from "@/ui";
import { snoozeTimes } from "../../model/snooze";
import { momentOf } from "../../moment";
import type { BulkMenuProps } from "./menu";

/** Puts the selected conversations away until a better time. */
export function SnoozeSelected({ run, open, onOpenChange }: BulkMenuProps) {
  const { t } = useTranslation(["bulk", "thread"]);
  const format = useFormat();
  const now = Date.now();
  return (
    <Menu
      open={open}
      onOpenChange={onOpenChange}
      align="start"
      trigger={<IconButton icon={AlarmClock} size="sm" label={t("bulk:snooze")} keyCap="S" />}
    >
      {snoozeTimes(now).map(({ id, until }) => (
        <MenuItem key={id} onSelect={() => run({ do: "snooze", until })}>
          <span className="min-w-0 flex-1">{t(`thread:snooze.${id}`)}</span>
          <span className="text-xs text-fg-3 tabular-nums">{momentOf(format, until, now)}</span>
        </MenuItem>
      ))}
    </Menu>
  );
}
