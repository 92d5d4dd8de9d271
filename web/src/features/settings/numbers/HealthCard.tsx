import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import type { PhoneNumber } from "@/api/types";
import { ProblemNotice } from "@/app/ProblemNotice";
import { useFormat } from "@/app/useFormat";
import { Banner, Button, Icon, Skeleton } from "@/ui";
import { HealthFact } from "./HealthFact";
import { askHealth, healthQuery } from "./health";

/** What Meta says of a number, what it means, and whether the number's webhooks come. */
export function HealthCard({ number }: { number: PhoneNumber }) {
  const { t } = useTranslation("settingsNumbers");
  const format = useFormat();
  const client = useQueryClient();
  const { data, error } = useQuery(healthQuery(number.id));
  const ask = useMutation({
    mutationFn: () => askHealth(number.id),
    onSuccess: (health) => client.setQueryData(keys.numberHealth(number.id), health),
  });
  return (
    <section
      aria-label={t("health.title")}
      className="min-w-0 overflow-hidden rounded-lg border border-line bg-surface"
    >
      <header className="flex min-h-14 flex-wrap items-center gap-2 px-4 py-2">
        <div className="min-w-0 flex-1">
          <h2 className="text-base font-semibold">{t("health.title")}</h2>
          {data?.checkedAt && (
            <p className="text-xs text-fg-3">
              {t("health.when", { ago: format.ago(data.checkedAt) })}
            </p>
          )}
        </div>
        <Button onClick={() => ask.mutate()} busy={ask.isPending}>
          <Icon of={RefreshCw} />
          {t("health.refresh")}
        </Button>
      </header>
      {(error || ask.error) && (
        <div className="px-4 pb-4">
          <ProblemNotice error={ask.error ?? error} />
        </div>
      )}
      {data?.silentSince && (
        <Banner tone="danger">{t("health.silent", { ago: format.ago(data.silentSince) })}</Banner>
      )}
      {data?.failure && (
        <Banner tone="warn">
          {t(data.failure === "unanswered" ? "health.unanswered" : "health.failed")}
        </Banner>
      )}
      {!data && !error && (
        <div className="flex flex-col gap-4 border-t border-line p-4">
          <Skeleton className="h-5 w-64" />
          <Skeleton className="h-5 w-80" />
        </div>
      )}
      {data && !data.checkedAt && (
        <p className="px-4 pb-4 text-sm text-fg-2">{t("health.never")}</p>
      )}
      {data?.checkedAt && (
        <ul aria-live="polite">
          {data.facts.map((fact) => (
            <HealthFact key={fact.name} fact={fact} used={data.messagingLimitUse} />
          ))}
        </ul>
      )}
    </section>
  );
}
