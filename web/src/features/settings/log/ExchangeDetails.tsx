import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema.gen";
import { FactLines } from "./FactLines";
import { JsonBlock } from "./JsonBlock";

interface ExchangeDetailsProps {
  httpStatus?: number | null | undefined;
  error?: components["schemas"]["MessageError"] | null | undefined;
  exchange?: unknown;
}

interface Exchange {
  method?: string;
  path?: string;
  durationMs?: number;
  request?: unknown;
  response?: unknown;
}

/** What was asked of Meta and what came back, without anything secret. */
export function ExchangeDetails({ httpStatus, error, exchange }: ExchangeDetailsProps) {
  const { t } = useTranslation("settingsLog");
  const { method, path, durationMs, request, response } = (exchange ?? {}) as Exchange;
  return (
    <>
      <FactLines
        facts={[
          [t("call"), path && <code key="call">{[method, path].filter(Boolean).join(" ")}</code>],
          [t("httpStatus"), httpStatus?.toString() ?? (exchange ? t("noAnswer") : undefined)],
          [t("took"), durationMs === undefined ? undefined : t("ms", { ms: durationMs })],
          [
            t("refused"),
            error && (
              <span key="error" className="flex flex-col gap-1">
                <span className="font-medium">
                  {error.title} {t("code", { code: error.code })}
                </span>
                <span>{error.remedy}</span>
              </span>
            ),
          ],
        ]}
      />
      {request !== undefined && request !== null && (
        <JsonBlock label={t("asked")} value={request} />
      )}
      {response !== undefined && response !== null && (
        <JsonBlock label={t("answered")} value={response} />
      )}
    </>
  );
}
