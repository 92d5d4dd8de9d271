import {
  AlarmClock,
  ArrowRightLeft,
  EllipsisVertical,
  PanelRight,
  Tag,
  UserCheck,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton, Menu, MenuItem } from "@/ui";

interface MoreMenuProps {
  /** Left out where it is one's own already. */
  takeOver: (() => void) | undefined;
  transfer: () => void;
  snooze: () => void;
  /** Left out where the tenant has no tags. */
  tag: (() => void) | undefined;
  panel: () => void;
}

/** What can be done with the conversation where the head of the thread has no room for it. */
export function MoreMenu({ takeOver, transfer, snooze, tag, panel }: MoreMenuProps) {
  const { t } = useTranslation(["inbox", "thread"]);
  // After this menu is gone: what opens next keeps the focus.
  const then = (open: () => void) => () => void requestAnimationFrame(open);
  return (
    <Menu trigger={<IconButton icon={EllipsisVertical} label={t("thread:actions.more")} />}>
      {takeOver !== undefined && (
        <MenuItem icon={UserCheck} onSelect={takeOver}>
          {t("thread:actions.toMe")}
        </MenuItem>
      )}
      <MenuItem icon={ArrowRightLeft} onSelect={then(transfer)}>
        {t("thread:actions.transfer")}
      </MenuItem>
      <MenuItem icon={AlarmClock} onSelect={then(snooze)}>
        {t("thread:actions.snooze")}
      </MenuItem>
      {tag !== undefined && (
        <MenuItem icon={Tag} onSelect={then(tag)}>
          {t("thread:tags.title")}
        </MenuItem>
      )}
      <MenuItem icon={PanelRight} onSelect={panel}>
        {t("thread:panel.title")}
      </MenuItem>
    </Menu>
  );
}
