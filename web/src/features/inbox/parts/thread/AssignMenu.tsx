import { ChevronDown, UserCheck, UserX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { useCommands } from "@/features/commands/useCommands";
import { Avatar, Button, Icon, Menu, MenuItem, MenuLabel, MenuLine } from "@/ui";
import { useDirectory, useMe } from "../../people";
import { useActions } from "../../useActions";

/** Whose the conversation is, and the way to give it to somebody. */
export function AssignMenu({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation(["inbox", "thread"]);
  const me = useMe();
  const { users, teams, user } = useDirectory();
  const { assign } = useActions(conversation);
  const [open, setOpen] = useState(false);
  const { assigneeId, teamId } = conversation;
  const assignee = user(assigneeId);
  const shown = assigneeId === me?.id ? t("you") : (assignee?.name ?? t("row.nobody"));
  const others = users.filter(({ id, role }) => id !== me?.id && role !== "viewer");

  useCommands([
    {
      id: "thread.assign",
      label: t("keys.assign"),
      group: t("thread.conversation"),
      keys: "a",
      run: () => setOpen(true),
    },
  ]);

  return (
    <Menu
      open={open}
      onOpenChange={setOpen}
      align="start"
      trigger={
        <Button size="sm" title={`${t("thread:panel.assignee")} · A`}>
          <span className="sr-only">{t("thread:panel.assignee")}</span>
          <Avatar name={assignee?.name ?? null} id={assignee?.id} size={16} />
          <span className="max-w-32 truncate @max-[560px]/thread:sr-only">{shown}</span>
          <Icon of={ChevronDown} size={12} />
        </Button>
      }
    >
      {me !== null && assigneeId !== me.id && (
        <MenuItem
          icon={UserCheck}
          keyCap="I"
          onSelect={() => assign({ userId: me.id }, t("thread:told.mine"))}
        >
          {t("thread:actions.toMe")}
        </MenuItem>
      )}
      {assigneeId && (
        <MenuItem icon={UserX} onSelect={() => assign({ userId: null }, t("thread:told.nobody"))}>
          {t("thread:actions.toNobody")}
        </MenuItem>
      )}
      {others.length > 0 && <MenuLabel>{t("thread:actions.people")}</MenuLabel>}
      {others.map(({ id, name }) => (
        <MenuItem
          key={id}
          checked={id === assigneeId}
          onSelect={() => assign({ userId: id }, t("thread:told.assigned", { name }))}
        >
          <Avatar name={name} id={id} size={20} />
          <span className="truncate">{name}</span>
        </MenuItem>
      ))}
      {teams.length > 0 && (
        <>
          <MenuLine />
          <MenuLabel>{t("thread:actions.teams")}</MenuLabel>
        </>
      )}
      {teams.map(({ id, name }) => (
        <MenuItem
          key={id}
          checked={id === teamId}
          onSelect={() =>
            assign(
              { teamId: id === teamId ? null : id },
              t(id === teamId ? "thread:told.noTeam" : "thread:told.team", { name }),
            )
          }
        >
          <span className="truncate">{name}</span>
        </MenuItem>
      ))}
    </Menu>
  );
}
