import { CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { may } from "@/app/access";
import { useSession } from "@/app/useSession";
import { EmptyCard } from "../parts/EmptyCard";
import { Loaded } from "../parts/Loaded";
import { DeadJobCard } from "./DeadJobCard";
import { QuarantineCard } from "./QuarantineCard";
import { useDeadJobs, useQuarantine } from "./queries";
import { StuckList } from "./StuckList";

/** What waits for somebody: events that had no effect, and work that was given up. Mostly nothing does. */
export function Page() {
  const { t } = useTranslation("settingsStuck");
  const { user } = useSession();
  const seesJobs = may(user, "jobs:manage");
  const quarantine = useQuarantine();
  const jobs = useDeadJobs(seesJobs);
  return (
    <Loaded query={quarantine}>
      {({ pages }) => {
        const entries = pages.flatMap(({ data }) => data);
        const dead = jobs.data?.pages.flatMap(({ data }) => data) ?? [];
        const areJobsKnown = !seesJobs || jobs.data !== undefined;
        return (
          <>
            {entries.length > 0 && (
              <StuckList title={t("quarantine")} text={t("quarantineText")} more={quarantine}>
                {entries.map((entry) => (
                  <QuarantineCard key={entry.id} entry={entry} />
                ))}
              </StuckList>
            )}
            {!areJobsKnown && <Loaded query={jobs}>{() => null}</Loaded>}
            {dead.length > 0 && (
              <StuckList title={t("jobs")} text={t("jobsText")} more={jobs}>
                {dead.map((job) => (
                  <DeadJobCard key={job.id} job={job} />
                ))}
              </StuckList>
            )}
            {areJobsKnown && entries.length + dead.length === 0 && (
              <EmptyCard icon={CircleCheck} title={t("emptyTitle")} text={t("emptyText")} />
            )}
          </>
        );
      }}
    </Loaded>
  );
}
