import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ProblemState } from "@/app/ProblemState";
import { Card, Skeleton } from "@/ui";
import { sessionsQuery } from "../queries";
import { SessionRow } from "./SessionRow";
import { SignOutEverywhere } from "./SignOutEverywhere";

/** Every place where the person is signed in, each with its end. */
export function SessionsCard() {
  const { t } = useTranslation("session");
  const sessions = useQuery(sessionsQuery);
  return (
    <Card title={t("profile.sessions")} aside={<SignOutEverywhere />}>
      <p className="mb-3 text-sm text-fg-2">{t("profile.sessionsBody")}</p>
      {sessions.isPending && <Skeleton className="h-14" />}
      {sessions.error && (
        <ProblemState error={sessions.error} onRetry={() => void sessions.refetch()} />
      )}
      <ul className="divide-y divide-line border-t border-line">
        {sessions.data?.data.map((entry) => (
          <SessionRow key={entry.id} entry={entry} />
        ))}
      </ul>
    </Card>
  );
}
