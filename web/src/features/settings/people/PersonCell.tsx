import { Mail } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { User } from "@/api/types";
import { useSession } from "@/app/useSession";
import { Avatar, Badge, Icon } from "@/ui";

/** Who it is. */
export function PersonCell({ user }: { user: User }) {
  const { t } = useTranslation("settingsMembers");
  const { user: me } = useSession();
  return (
    <span className="flex min-w-0 items-center gap-3">
      {user.invited ? (
        <span className="grid size-8 flex-none place-items-center rounded-full border border-dashed border-line-field text-fg-3">
          <Icon of={Mail} size={14} />
        </span>
      ) : (
        <Avatar name={user.name} id={user.id} size={32} />
      )}
      <span className="min-w-0">
        <span className="flex items-center gap-1.5">
          <b className="truncate font-semibold">{user.name}</b>
          {user.id === me?.id && <Badge>{t("you")}</Badge>}
          {user.invited && <Badge tone="warn">{t("invited")}</Badge>}
          {user.secondFactor && <Badge tone="ok">{t("factor.badge")}</Badge>}
        </span>
        <span className="block truncate text-xs text-fg-3">{user.email}</span>
      </span>
    </span>
  );
}
