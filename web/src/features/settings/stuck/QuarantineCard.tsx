import { CircleCheck, RefreshCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/useFormat";
import { Button, Icon } from "@/ui";
import { FactLines } from "../log/FactLines";
import { JsonBlock } from "../log/JsonBlock";
import { fieldKey, reasonKey } from "../log/kinds";
import { MessageLink } from "../log/MessageLink";
import type { QuarantineEntry } from "./queries";
import { useRetry } from "./useRetry";

/** Something of Meta's that had no effect: why, what it says, and the way to try it again. */
export function QuarantineCard({ entry }: { entry: QuarantineEntry }) {
  const { t } = useTranslation(["settingsLog", "settingsStuck"]);
  const format = useFormat();
  const { retry, isTrying, became } = useRetry(entry);
  const field = entry.field ? fieldKey(entry.field) : undefined;
  const title = field ? t(field) : (entry.field ?? t("settingsStuck:unknownField"));
  if (became) {
    return (
      <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3 text-sm" role="status">
        <Icon of={CircleCheck} className="text-ok-text" />
        <span className="font-medium">{t("settingsStuck:done", { what: title })}</span>
        {became.ref?.startsWith("msg_") && <MessageLink id={became.ref} />}
      </li>
    );
  }
  const why = reasonKey(entry.reason);
  return (
    <li className="px-4 py-3 text-sm">
      <div className="flex items-start gap-3 max-md:flex-col">
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap gap-x-2">
            <span className="font-medium">{title}</span>
            <time dateTime={entry.receivedAt} className="text-fg-3">
              {format.dateTime(entry.receivedAt)}
            </time>
          </div>
          <p className="text-fg-2">
            {why ? t(why) : t("settingsLog:reasonOther", { reason: entry.reason })}
          </p>
        </div>
        <Button size="sm" busy={isTrying} onClick={retry}>
          <Icon of={RefreshCw} size={14} />
          {t("settingsStuck:retry")}
        </Button>
      </div>
      <details className="mt-2">
        <summary className="w-fit cursor-pointer text-xs text-fg-3 hover:text-fg">
          {t("settingsStuck:details")}
        </summary>
        <div className="mt-2 flex flex-col gap-3 rounded bg-sunken p-3">
          <FactLines
            facts={[
              [t("settingsStuck:tries"), format.number(entry.attempts)],
              [t("settingsStuck:phoneNumberId"), entry.phoneNumberId],
              [t("settingsStuck:wabaId"), entry.wabaId],
              [t("settingsStuck:detail"), entry.detail],
            ]}
          />
          <JsonBlock label={t("settingsLog:received")} value={entry.body} />
        </div>
      </details>
    </li>
  );
}
