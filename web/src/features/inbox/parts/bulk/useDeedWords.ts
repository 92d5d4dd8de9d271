import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/useFormat";
import type { Deed } from "../../model/bulk";
import { momentOf } from "../../moment";
import { useDirectory, useMe } from "../../people";

/**
 * What a deed makes of conversations, as `Encerradas`.
 * i18n-uses bulk:told.* i18n-uses inbox:priority.*
 */
export function useDeedWords() {
  const { t } = useTranslation(["bulk", "inbox"]);
  const format = useFormat();
  const me = useMe();
  const { user, team, tag } = useDirectory();
  return (deed: Deed): string => {
    switch (deed.do) {
      case "assign":
        if (!deed.userId) return t("bulk:told.unassigned");
        if (deed.userId === me?.id) return t("bulk:told.mine");
        return t("bulk:told.assigned", { name: user(deed.userId)?.name ?? "" });
      case "team":
        if (!deed.teamId) return t("bulk:told.noTeam");
        return t("bulk:told.team", { name: team(deed.teamId)?.name ?? "" });
      case "tag":
      case "untag":
        return t(`bulk:told.${deed.do}`, {
          name: deed.tagIds.map((id) => tag(id)?.name ?? "").join(", "),
        });
      case "status":
        return t(`bulk:told.${deed.status as "open"}`);
      case "snooze":
        return t("bulk:told.snoozed", { at: momentOf(format, deed.until, Date.now()) });
      case "priority":
        return t("bulk:told.priority", { name: t(`inbox:priority.${deed.priority as "none"}`) });
      default:
        return t(`bulk:told.${deed.do}`);
    }
  };
}
