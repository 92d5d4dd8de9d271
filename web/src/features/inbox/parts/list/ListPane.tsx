import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ProblemState } from "@/app/ProblemState";
import { Tabs } from "@/ui";
import { useConversations, useCounts } from "../../queries";
import { filterCount, filtersOf, type InboxSearch, VIEWS, type View } from "../../search";
import { clearSelection, isSelecting, useSelection } from "../../selection";
import { ConversationList } from "./ConversationList";
import { FilterBar } from "./FilterBar";
import { FilterMenu } from "./FilterMenu";
import { ListSkeleton } from "./ListSkeleton";
import { NewConversation } from "./NewConversation";
import { NoRows } from "./NoRows";
import { SearchButton } from "./SearchButton";
import { SortMenu } from "./SortMenu";
import { useListCommands } from "./useListCommands";

const SavedViews = lazy(() => import("../views/SavedViews"));
const BulkBar = lazy(() => import("../bulk/BulkBar"));

/** The left pane: which conversations, and the way into each. */
export function ListPane() {
  const { t } = useTranslation("inbox");
  const search = useSearch({ strict: false }) as InboxSearch;
  const { conversationId } = useParams({ strict: false }) as { conversationId?: string };
  const navigate = useNavigate();
  const list = useConversations(filtersOf(search));
  const counts = useCounts().data;
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.data) ?? [], [list.data]);

  const selection = useSelection();
  const filters = filtersOf(search);
  const chosen = selection.everything ? rows : rows.filter(({ id }) => selection.ids.has(id));
  const showsBar = isSelecting(selection) && chosen.length > 0;
  // What is selected belongs to what is listed.
  const listing = JSON.stringify(filters);
  // biome-ignore lint/correctness/useExhaustiveDependencies: cleared when something else is listed
  useEffect(() => clearSelection, [listing]);

  function setSearch(next: InboxSearch) {
    void navigate({ to: ".", search: next });
  }

  useListCommands(rows, conversationId);

  return (
    <section
      aria-label={t("title")}
      className="relative flex min-h-0 min-w-0 flex-col border-r border-line bg-surface max-md:border-r-0"
    >
      <header className="flex h-14 flex-none items-center gap-1 pr-2 pl-4">
        <h1 className="flex-1 text-md font-semibold">{t("title")}</h1>
        <SearchButton />
        <SortMenu search={search} onSearch={setSearch} />
        <FilterMenu search={search} onSearch={setSearch} />
        <NewConversation />
      </header>
      <Tabs
        label={t("views.label")}
        items={VIEWS.map((id) => ({
          id,
          label: t(`views.${id}`),
          count: shownCount(counts?.[id].open),
        }))}
        value={search.view ?? "all"}
        onValue={(view: View) => setSearch({ ...search, view })}
        className="flex-none justify-between gap-0 px-2.5 max-xl:px-2"
        tabClassName="px-1.5 max-xl:gap-1 max-xl:px-1"
      />
      <Suspense>
        <SavedViews search={search} onSearch={setSearch} />
      </Suspense>
      <FilterBar search={search} onSearch={setSearch} />
      {showsBar && (
        <Suspense fallback={<div className="h-20 flex-none bg-accent-soft max-md:h-27" />}>
          <BulkBar
            chosen={{ rows: chosen, everything: selection.everything, filters }}
            listed={rows.map(({ id }) => id)}
            hasMore={list.hasNextPage}
            total={
              filterCount(search) === 0
                ? shownCount(counts?.[search.view ?? "all"].open)
                : undefined
            }
          />
        </Suspense>
      )}
      {list.isPending && <ListSkeleton />}
      {list.isError && (
        <ProblemState
          error={list.error}
          onRetry={() => void list.refetch()}
          retrying={list.isFetching}
        />
      )}
      {list.isSuccess && rows.length > 0 && (
        <ConversationList
          rows={rows}
          currentId={conversationId}
          hasMore={list.hasNextPage}
          onMore={list.fetchNextPage}
        />
      )}
      {list.isSuccess && rows.length === 0 && <NoRows search={search} onSearch={setSearch} />}
    </section>
  );
}

/** Exact to 999, then `999+`. */
function shownCount(count: { count: number; capped: boolean } | undefined): string | undefined {
  return count && `${count.count}${count.capped ? "+" : ""}`;
}
