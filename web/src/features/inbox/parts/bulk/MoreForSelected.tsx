import { Archive, Clock, EllipsisVertical, MailCheck, MailOpen, RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton, Menu, MenuItem, MenuLine } from "@/ui";
import type { Deed } from "../../model/bulk";

/** What is done less often with the selected conversations. */
export function MoreForSelected({ run }: { run: (deed: Deed) => void }) {
  const { t } = useTranslation("bulk");
  return (
    <Menu
      align="start"
      trigger={<IconButton icon={EllipsisVertical} size="sm" label={t("more")} />}
    >
      <MenuItem icon={MailCheck} onSelect={() => run({ do: "read" })}>
        {t("read")}
      </MenuItem>
      <MenuItem icon={MailOpen} keyCap="U" onSelect={() => run({ do: "unread" })}>
        {t("unread")}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={RotateCcw} onSelect={() => run({ do: "status", status: "open" })}>
        {t("reopen")}
      </MenuItem>
      <MenuItem icon={Clock} onSelect={() => run({ do: "status", status: "pending" })}>
        {t("pending")}
      </MenuItem>
      <MenuItem icon={Archive} onSelect={() => run({ do: "status", status: "archived" })}>
        {t("archive")}
      </MenuItem>
    </Menu>
  );
}
