import { UserCheck, UserX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Avatar, IconButton, Menu, MenuItem, MenuLabel } from "@/ui";
import { useDirectory, useMe } from "../../people";
import type { BulkMenuProps } from "./menu";

/** Gives the selected conversations to a person, or to nobody. */
export function AssignSelected({ run, open, onOpenChange }: BulkMenuProps) {
  const { t } = useTranslation("bulk");
  const me = useMe();
  const { users } = useDirectory();
  const others = users.filter(({ id, role }) => id !== me?.id && role !== "viewer");
  return (
    <Menu
      open={open}
      onOpenChange={onOpenChange}
      align="start"
      trigger={<IconButton icon={UserCheck} size="sm" label={t("assign")} keyCap="A" />}
    >
      {me !== null && (
        <MenuItem icon={UserCheck} keyCap="I" onSelect={() => run({ do: "assign", userId: me.id })}>
          {t("toMe")}
        </MenuItem>
      )}
      <MenuItem icon={UserX} onSelect={() => run({ do: "assign", userId: null })}>
        {t("toNobody")}
      </MenuItem>
      {others.length > 0 && <MenuLabel>{t("people")}</MenuLabel>}
      {others.map(({ id, name }) => (
        <MenuItem key={id} onSelect={() => run({ do: "assign", userId: id })}>
          <Avatar name={name} id={id} size={20} />
          <span className="truncate">{name}</span>
        </MenuItem>
      ))}
    </Menu>
  );
}
