import { AlarmClock } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { useFormat } from "@/app/useFormat";
import { useCommands } from "@/features/commands/useCommands";
import { IconButton, Menu, MenuItem } from "@/ui";
import { snoozeTimes } from "../../model/snooze";
import { momentOf } from "../../moment";
import { useActions } from "../../useActions";

interface SnoozeMenuProps {
  conversation: Conversation;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Puts the conversation away until a better time; it wakes by itself. */
export function SnoozeMenu({ conversation, open, onOpenChange }: SnoozeMenuProps) {
  const { t } = useTranslation(["inbox", "thread"]);
  const format = useFormat();
  const { setStatus } = useActions(conversation);
  const now = Date.now();

  useCommands([
    {
      id: "thread.snooze",
      label: t("keys.snooze"),
      group: t("thread.conversation"),
      keys: "s",
      run: () => onOpenChange(true),
    },
  ]);

  return (
    <Menu
      open={open}
      onOpenChange={onOpenChange}
      trigger={
        <IconButton icon={AlarmClock} size="sm" label={t("thread:actions.snooze")} keyCap="s" />
      }
    >
      {snoozeTimes(now).map(({ id, until }) => {
        const at = momentOf(format, until, now);
        return (
          <MenuItem
            key={id}
            onSelect={() => setStatus("snoozed", t("thread:told.snoozed", { at }), until)}
          >
            <span className="min-w-0 flex-1">{t(`thread:snooze.${id}`)}</span>
            <span className="text-xs text-fg-3 tabular-nums">{at}</span>
          </MenuItem>
        );
      })}
    </Menu>
  );
}
