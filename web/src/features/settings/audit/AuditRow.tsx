import { ChevronDown, ShieldAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/useFormat";
import { Avatar, Icon } from "@/ui";
import { didKey, isKnownAction } from "./actions";
import { EntryDetails } from "./EntryDetails";
import type { AuditEntry } from "./queries";

interface AuditRowProps {
  entry: AuditEntry;
  who: string;
  what: string;
}

/** One deed as a sentence; what else is known of it unfolds below. */
export function AuditRow({ entry, who, what }: AuditRowProps) {
  const { t } = useTranslation("settingsAudit");
  const format = useFormat();
  const did = isKnownAction(entry.action)
    ? t(didKey(entry.action), { what })
    : t("didOther", { action: entry.action });
  return (
    <li>
      <details className="group">
        <summary className="flex min-h-12 cursor-pointer list-none items-center gap-3 px-4 py-2 text-sm hover:bg-hover [&::-webkit-details-marker]:hidden">
          <Avatar
            name={entry.actorKind === "user" ? who : null}
            id={entry.actorId ?? undefined}
            size={24}
          />
          <span className="min-w-0 flex-1 wrap-anywhere">
            <b className="font-semibold">{who}</b> {did}
          </span>
          {entry.isSensitive && (
            <span title={t("sensitive")} className="text-warn-text max-md:hidden">
              <Icon of={ShieldAlert} size={14} />
              <span className="sr-only">{t("sensitive")}</span>
            </span>
          )}
          <time
            dateTime={entry.at}
            className="text-xs whitespace-nowrap text-fg-3 max-md:max-w-20 max-md:text-right max-md:whitespace-normal"
          >
            {format.dateTime(entry.at)}
          </time>
          <Icon
            of={ChevronDown}
            size={14}
            className="text-fg-3 transition-transform duration-(--duration) group-open:rotate-180"
          />
        </summary>
        <EntryDetails entry={entry} />
      </details>
    </li>
  );
}
