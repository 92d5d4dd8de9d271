import { useTranslation } from "react-i18next";
import type { User } from "@/api/types";
import { MenuItem } from "@/ui";
import { RowMenu } from "../parts/RowMenu";

interface PersonMenuProps {
  user: User;
  onRole: () => void;
  onFactor: () => void;
  onLink: () => void;
  onRemove: () => void;
}

/** What can be done with somebody. */
export function PersonMenu({ user, onRole, onLink, onFactor, onRemove }: PersonMenuProps) {
  const { t } = useTranslation("settingsMembers");
  return (
    <RowMenu label={t("actionsOf", { name: user.name })}>
      {user.invited && <MenuItem onSelect={onLink}>{t("newLink")}</MenuItem>}
      <MenuItem onSelect={onRole}>{t("changeRole.menu")}</MenuItem>
      {user.secondFactor && <MenuItem onSelect={onFactor}>{t("factor.menu")}</MenuItem>}
      <MenuItem danger onSelect={onRemove}>
        {t("remove.menu")}
      </MenuItem>
    </RowMenu>
  );
}
