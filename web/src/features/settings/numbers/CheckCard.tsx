import { useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { PhoneNumber } from "@/api/types";
import { ProblemNotice } from "@/app/ProblemNotice";
import { useFormat } from "@/app/useFormat";
import { Button, Icon, Skeleton } from "@/ui";
import { CheckRow } from "./CheckRow";
import { checkQuery } from "./checks";
import { WebhookSteps } from "./WebhookSteps";

/** Whether Meta and this number understand each other, and what to do where they do not. */
export function CheckCard({ number }: { number: PhoneNumber }) {
  const { t } = useTranslation("settingsNumbers");
  const format = useFormat();
  const { data, error, isFetching, refetch } = useQuery({
    ...checkQuery(number.id),
    enabled: false,
  });
  const name = number.name ?? number.displayPhoneNumber;
  const run = () => void refetch();
  return (
    <section className="min-w-0 overflow-hidden rounded-lg border border-line bg-surface">
      <header className="flex min-h-14 flex-wrap items-center gap-2 px-4 py-2">
        <h2 className="min-w-0 flex-1 text-base font-semibold">{t("check.title", { name })}</h2>
        {data && !isFetching && (
          <span className="text-xs text-fg-3">{t("check.when", { ago: format.ago(data.at) })}</span>
        )}
        <Button onClick={run} busy={isFetching}>
          <Icon of={RefreshCw} />
          {t(data ? "check.again" : "check.run")}
        </Button>
      </header>
      {error && !isFetching && (
        <div className="px-4 pb-4">
          <ProblemNotice error={error} />
        </div>
      )}
      {!data && !isFetching && <p className="px-4 pb-4 text-sm text-fg-2">{t("check.intro")}</p>}
      {!data && isFetching && (
        <div className="flex flex-col gap-4 border-t border-line p-4">
          <Skeleton className="h-5 w-64" />
          <Skeleton className="h-5 w-80" />
          <Skeleton className="h-5 w-72" />
        </div>
      )}
      <ul aria-live="polite">
        {data?.checks.map((check) => (
          <CheckRow key={check.name} check={check}>
            {check.name === "webhook" && (
              <div className="mt-2 rounded border border-danger-line bg-surface p-4">
                <WebhookSteps app={number.app} />
                <Button className="mt-3" onClick={run} busy={isFetching}>
                  {t("check.done")}
                </Button>
              </div>
            )}
          </CheckRow>
        ))}
      </ul>
    </section>
  );
}
