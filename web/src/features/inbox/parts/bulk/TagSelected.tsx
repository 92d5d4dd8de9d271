import { Tag as TagIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { HueDot, IconButton, Menu, MenuItem, MenuLabel } from "@/ui";
import { useDirectory } from "../../people";
import type { BulkMenuProps } from "./menu";

interface TagSelectedProps extends BulkMenuProps {
  rows: readonly Conversation[];
  everything: boolean;
}

/** Puts tags on the selected conversations and takes off those that are on all or some of them. */
export function TagSelected({ run, open, onOpenChange, rows, everything }: TagSelectedProps) {
  const { t } = useTranslation("bulk");
  const { tags } = useDirectory();
  if (tags.length === 0) return null;
  // Of what is not loaded nobody knows which tags it has.
  const toAdd = tags.filter(
    ({ id }) => everything || !rows.every((row) => row.tagIds.includes(id)),
  );
  const toRemove = tags.filter(
    ({ id }) => everything || rows.some((row) => row.tagIds.includes(id)),
  );
  return (
    <Menu
      open={open}
      onOpenChange={onOpenChange}
      align="start"
      trigger={<IconButton icon={TagIcon} size="sm" label={t("tags")} keyCap="#" />}
    >
      {toAdd.length > 0 && <MenuLabel>{t("addTag")}</MenuLabel>}
      {toAdd.map(({ id, name, hue }) => (
        <MenuItem key={id} onSelect={() => run({ do: "tag", tagIds: [id] })}>
          <HueDot hue={hue} />
          <span className="truncate">{name}</span>
        </MenuItem>
      ))}
      {toRemove.length > 0 && <MenuLabel>{t("removeTag")}</MenuLabel>}
      {toRemove.map(({ id, name, hue }) => (
        <MenuItem key={`off-${id}`} onSelect={() => run({ do: "untag", tagIds: [id] })}>
          <HueDot hue={hue} />
          <span className="truncate">{name}</span>
        </MenuItem>
      ))}
    </Menu>
  );
}
