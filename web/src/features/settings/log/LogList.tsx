import { ArrowLeftRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui";
import { EmptyCard } from "../parts/EmptyCard";
import { Loaded } from "../parts/Loaded";

interface LogListProps<Entry> {
  query: {
    data: { pages: readonly { data: readonly Entry[] }[] } | undefined;
    error: unknown;
    isFetching: boolean;
    refetch: () => unknown;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => unknown;
  };
  /** Something narrows the list. */
  isFiltered: boolean;
  row: (entry: Entry) => ReactNode;
}

/** The rows of a log, as many pages as were wanted. */
export function LogList<Entry>({ query, isFiltered, row }: LogListProps<Entry>) {
  const { t } = useTranslation("settingsLog");
  return (
    <>
      <Loaded query={query} rows={8}>
        {({ pages }) => {
          const entries = pages.flatMap(({ data }) => data);
          if (entries.length === 0) {
            return (
              <EmptyCard
                icon={ArrowLeftRight}
                title={t(isFiltered ? "nothingFound" : "emptyTitle")}
                text={t(isFiltered ? "nothingFoundText" : "emptyText")}
              />
            );
          }
          return (
            <ul
              aria-label={t("list")}
              className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface"
            >
              {entries.map(row)}
            </ul>
          );
        }}
      </Loaded>
      {query.hasNextPage && (
        <Button
          className="self-center"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t("more")}
        </Button>
      )}
    </>
  );
}
