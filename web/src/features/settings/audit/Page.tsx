import { useNavigate, useSearch } from "@tanstack/react-router";
import { ScrollText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui";
import { EmptyCard } from "../parts/EmptyCard";
import { Loaded } from "../parts/Loaded";
import { AuditFilters } from "./AuditFilters";
import { AuditRow } from "./AuditRow";
import { useAuditLog } from "./queries";
import { readAuditSearch } from "./search";
import { useNames } from "./useNames";

/** Who did what, and when. */
export function Page() {
  const { t } = useTranslation("settingsAudit");
  const search = readAuditSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const log = useAuditLog(search);
  const { who, what } = useNames();
  return (
    <>
      <AuditFilters
        search={search}
        onSearch={(next) => void navigate({ to: ".", search: next, replace: true })}
      />
      <Loaded query={log} rows={8}>
        {({ pages }) => {
          const entries = pages.flatMap(({ data }) => data);
          if (entries.length === 0) {
            return <EmptyCard icon={ScrollText} title={t("emptyTitle")} text={t("emptyText")} />;
          }
          return (
            <ul
              aria-label={t("list")}
              className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface"
            >
              {entries.map((entry) => (
                <AuditRow key={entry.id} entry={entry} who={who(entry)} what={what(entry)} />
              ))}
            </ul>
          );
        }}
      </Loaded>
      {log.hasNextPage && (
        <Button
          className="self-center"
          busy={log.isFetchingNextPage}
          onClick={() => void log.fetchNextPage()}
        >
          {t("more")}
        </Button>
      )}
    </>
  );
}
