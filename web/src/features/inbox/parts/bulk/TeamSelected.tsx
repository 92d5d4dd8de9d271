import { Users, UserX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton, Menu, MenuItem } from "@/ui";
import { useDirectory } from "../../people";
import type { BulkMenuProps } from "./menu";

/** Gives the selected conversations to a team, or to none. Not there while the tenant has none. */
export function TeamSelected({ run, open, onOpenChange }: BulkMenuProps) {
  const { t } = useTranslation("bulk");
  const { teams } = useDirectory();
  if (teams.length === 0) return null;
  return (
    <Menu
      open={open}
      onOpenChange={onOpenChange}
      align="start"
      trigger={<IconButton icon={Users} size="sm" label={t("team")} />}
    >
      {teams.map(({ id, name }) => (
        <MenuItem key={id} onSelect={() => run({ do: "team", teamId: id })}>
          <span className="truncate">{name}</span>
        </MenuItem>
      ))}
      <MenuItem icon={UserX} onSelect={() => run({ do: "team", teamId: null })}>
        {t("toNoTeam")}
      </MenuItem>
    </Menu>
  );
}
