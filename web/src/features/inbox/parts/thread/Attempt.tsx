import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema.gen";
import { useFormat } from "@/app/useFormat";
import { ExchangeDetails } from "@/features/settings/log/ExchangeDetails";
import { Badge } from "@/ui";

// i18n-uses attempts:state.*
const TONES = {
  in_flight: "info",
  accepted: "ok",
  rejected: "danger",
  not_sent: "warn",
  unknown: "warn",
  presumed_not_sent: "warn",
  unconfirmed: "warn",
} as const;

/** One attempt: when, how it ended, what was asked and what Meta answered. */
export function Attempt({ attempt }: { attempt: components["schemas"]["Attempt"] }) {
  const { t } = useTranslation("attempts");
  const format = useFormat();
  const state = attempt.state as keyof typeof TONES;
  return (
    <li className="flex flex-col gap-3 py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center gap-2 text-sm">
        <span className="font-medium">{t("nth", { n: attempt.n })}</span>
        {state in TONES ? (
          <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>
        ) : (
          <Badge>{attempt.state}</Badge>
        )}
        <time dateTime={attempt.startedAt} className="text-xs text-fg-3">
          {format.dateTime(attempt.startedAt)}
        </time>
      </div>
      <ExchangeDetails {...attempt} />
    </li>
  );
}
