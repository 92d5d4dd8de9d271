import { useTranslation } from "react-i18next";
import type { Session } from "@/api/types";
import { toast } from "@/app/toasts";
import { useFormat } from "@/app/useFormat";
import { programOf } from "@/lib/program";
import { Badge, Button } from "@/ui";
import { useEndSession } from "../queries";

/** One place where the person is signed in. */
export function SessionRow({ entry }: { entry: Session }) {
  const { t } = useTranslation("session");
  const format = useFormat();
  const end = useEndSession();
  const from = entry.ip ? t("profile.from", { ip: entry.ip }) : "";
  return (
    <li className="flex items-center gap-3 py-3">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2 font-medium">
          <span className="truncate" title={entry.userAgent ?? undefined}>
            {programOf(entry.userAgent) ?? t("profile.unknownDevice")}
          </span>
          {entry.current && <Badge tone="ok">{t("profile.here")}</Badge>}
        </p>
        <p className="truncate text-xs text-fg-3">
          {t("profile.since", { date: format.dateTime(entry.createdAt) })} {from} ·{" "}
          {t("profile.lastUsed", { ago: format.ago(entry.lastUsedAt) })}
        </p>
      </div>
      {!entry.current && (
        <Button
          size="sm"
          kind="dangerOutline"
          busy={end.isPending}
          onClick={() => end.mutate(entry.id, { onSuccess: () => toast(t("profile.ended")) })}
        >
          {t("profile.end")}
        </Button>
      )}
    </li>
  );
}
