import { Plus, Tag as TagIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { HueDot, IconButton, Menu, MenuItem } from "@/ui";
import { useDirectory } from "../../people";
import { useActions } from "../../useActions";

interface TagMenuProps {
  conversation: Conversation;
  /** A plus beside the tags that are on, instead of the button in the head. */
  small?: boolean | undefined;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
}

/** Puts tags on the conversation and takes them off. Not there while the tenant has none. */
export function TagMenu({ conversation, small = false, open, onOpenChange }: TagMenuProps) {
  const { t } = useTranslation(["inbox", "thread"]);
  const { tags } = useDirectory();
  const { setTags } = useActions(conversation);
  if (tags.length === 0) return null;
  return (
    <Menu
      open={open}
      onOpenChange={onOpenChange}
      trigger={
        <IconButton
          icon={small ? Plus : TagIcon}
          size="sm"
          label={t(small ? "thread:tags.add" : "thread:tags.title")}
          {...(small ? {} : { keyCap: "#" })}
        />
      }
    >
      {tags.map(({ id, name, hue }) => {
        const isOn = conversation.tagIds.includes(id);
        return (
          <MenuItem
            key={id}
            checked={isOn}
            onSelect={() => setTags(isOn ? { remove: [id] } : { add: [id] })}
          >
            <HueDot hue={hue} />
            <span className="truncate">{name}</span>
          </MenuItem>
        );
      })}
    </Menu>
  );
}
