import {
  AlarmClock,
  Archive,
  Check,
  MailOpen,
  RotateCcw,
  Tag,
  UserCheck,
  UserPlus,
  X,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCommands } from "@/features/commands/useCommands";
import type { Deed } from "../../model/bulk";
import { useMe } from "../../people";
import { clearSelection } from "../../selection";

/** Which menu of the bar is open. */
export type Opened = "assign" | "team" | "tag" | "snooze" | "priority" | null;

interface BulkWork {
  /** `4 selecionadas`: the heading of the commands. */
  title: string;
  run: (deed: Deed) => void;
  finish: () => void;
  allClosed: boolean;
  open: (menu: Opened) => void;
}

/** While conversations are selected, keys and the command bar mean them and not the open one. */
export function useBulkCommands({ title, run, finish, allClosed, open }: BulkWork) {
  const { t } = useTranslation("bulk");
  const me = useMe();
  const given = { group: title, leads: true };
  useCommands([
    {
      ...given,
      id: "bulk.finish",
      label: allClosed ? t("reopen") : t("close"),
      keys: "e",
      icon: allClosed ? RotateCcw : Check,
      run: finish,
    },
    {
      ...given,
      id: "bulk.toMe",
      label: t("toMe"),
      keys: "i",
      icon: UserCheck,
      run: () => me !== null && run({ do: "assign", userId: me.id }),
    },
    {
      ...given,
      id: "bulk.assign",
      label: t("assign"),
      keys: "a",
      icon: UserPlus,
      run: () => open("assign"),
    },
    { ...given, id: "bulk.tag", label: t("tags"), keys: "#", icon: Tag, run: () => open("tag") },
    {
      ...given,
      id: "bulk.snooze",
      label: t("snooze"),
      keys: "s",
      icon: AlarmClock,
      run: () => open("snooze"),
    },
    {
      ...given,
      id: "bulk.unread",
      label: t("unread"),
      keys: "u",
      icon: MailOpen,
      run: () => run({ do: "unread" }),
    },
    {
      ...given,
      id: "bulk.archive",
      label: t("archive"),
      icon: Archive,
      run: () => run({ do: "status", status: "archived" }),
    },
    { ...given, id: "bulk.clear", label: t("clear"), icon: X, run: clearSelection },
  ]);
}
