import { CircleCheck, CircleHelp, OctagonAlert, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { MessagingLimitUse, NumberFact } from "@/api/types";
import { useFormat } from "@/app/useFormat";
import { Badge, Icon } from "@/ui";
import { factName, limitOf } from "./health";

const LOOKS = {
  ok: { tone: "ok", icon: CircleCheck },
  attention: { tone: "warn", icon: TriangleAlert },
  problem: { tone: "danger", icon: OctagonAlert },
  unknown: { tone: "neutral", icon: CircleHelp },
} as const;

interface Props {
  fact: NumberFact;
  /** What has been used of the messaging limit. */
  used: MessagingLimitUse;
}

/** One thing that Meta tells of a number: how good it is, what it means, and what to do where it is not good. */
export function HealthFact({ fact, used }: Props) {
  const { t } = useTranslation("settingsNumbers");
  const format = useFormat();
  const name = factName(fact.name);
  const { tone, icon } = LOOKS[fact.state];
  const needsDoing = fact.state === "attention" || fact.state === "problem";
  const limit = fact.name === "messagingLimit" && fact.value ? limitOf(fact.value) : null;
  return (
    <li className="border-t border-line px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="min-w-0 flex-1 text-sm font-medium">
          {name ? t(`health.${name}.title`) : fact.name}
        </h3>
        {fact.value && (
          <span className="text-xs text-fg-3">
            {limit === null ? fact.value : t("health.perDay", { limit: format.number(limit) })}
          </span>
        )}
        <Badge tone={tone}>
          <Icon of={icon} size={12} />
          {t(`health.state.${fact.state}`)}
        </Badge>
      </div>
      {name && <p className="mt-1 text-sm text-fg-2">{t(`health.${name}.means`)}</p>}
      {fact.name === "messagingLimit" && <LimitUse used={used} />}
      {name && needsDoing && <p className="mt-1 text-sm">{t(`health.${name}.todo`)}</p>}
    </li>
  );
}

/** How much of the messaging limit is used up, and when there is room again. */
function LimitUse({ used: { people, limit, moreAt } }: { used: MessagingLimitUse }) {
  const { t } = useTranslation("settingsNumbers");
  const format = useFormat();
  const figures = { people: format.number(people), limit: format.number(limit ?? 0) };
  return (
    <>
      <p className="mt-1 text-sm text-fg-2 tabular-nums">
        {t(limit == null ? "health.usedUnlimited" : "health.used", figures)}
      </p>
      {moreAt != null && (
        <p className="mt-1 text-sm">{t("health.full", { when: format.ago(moreAt) })}</p>
      )}
    </>
  );
}
