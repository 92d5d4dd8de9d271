import { SignalHigh } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton, Menu, MenuItem } from "@/ui";
import type { BulkMenuProps } from "./menu";

/** i18n-uses inbox:priority.* */
const PRIORITIES = ["urgent", "high", "medium", "low", "none"] as const;

/** How soon the selected conversations want somebody. */
export function PrioritySelected({ run, open, onOpenChange }: BulkMenuProps) {
  const { t } = useTranslation(["bulk", "inbox"]);
  return (
    <Menu
      open={open}
      onOpenChange={onOpenChange}
      align="start"
      trigger={<IconButton icon={SignalHigh} size="sm" label={t("bulk:priority")} />}
    >
      {PRIORITIES.map((priority) => (
        <MenuItem key={priority} onSelect={() => run({ do: "priority", priority })}>
          {t(`inbox:priority.${priority}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}
