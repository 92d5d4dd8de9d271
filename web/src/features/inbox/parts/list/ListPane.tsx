import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { MessageSquare, SearchX } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ProblemState } from "@/app/ProblemState";
import { useCommands } from "@/features/commands/useCommands";
import { Button, Empty, Tabs } from "@/ui";
import { useConversations, useCounts } from "../../queries";
import { filterCount, filtersOf, type InboxSearch, VIEWS, type View } from "../../search";
import { ConversationList } from "./ConversationList";
import { FilterBar } from "./FilterBar";
import { FilterMenu } from "./FilterMenu";
import { ListSkeleton } from "./ListSkeleton";

/** The left pane: which conversations, and the way into each. */
export function ListPane() {
  const { t } = useTranslation("inbox");
  const search = useSearch({ strict: false }) as InboxSearch;
  const { conversationId } = useParams({ strict: false }) as { conversationId?: string };
  const navigate = useNavigate();
  const list = useConversations(filtersOf(search));
  const counts = useCounts().data;
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.data) ?? [], [list.data]);

  function setSearch(next: InboxSearch) {
    void navigate({ to: ".", search: next });
  }

  function step(by: 1 | -1) {
    const here = rows.findIndex(({ id }) => id === conversationId);
    const next = rows[here === -1 ? 0 : here + by];
    if (next === undefined) return;
    void navigate({
      to: "/inbox/$conversationId",
      params: { conversationId: next.id },
      search: (kept: InboxSearch) => kept,
    });
  }

  useCommands([
    { id: "inbox.next", label: t("keys.next"), group: t("title"), keys: "j", run: () => step(1) },
    {
      id: "inbox.previous",
      label: t("keys.previous"),
      group: t("title"),
      keys: "k",
      run: () => step(-1),
    },
  ]);

  return (
    <section
      aria-label={t("title")}
      className="relative flex min-h-0 min-w-0 flex-col border-r border-line bg-surface max-md:border-r-0"
    >
      <header className="flex h-14 flex-none items-center gap-1 pr-2 pl-4">
        <h1 className="flex-1 text-md font-semibold">{t("title")}</h1>
        <FilterMenu search={search} onSearch={setSearch} />
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
      <FilterBar search={search} onSearch={setSearch} />
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

function NoRows({
  search,
  onSearch,
}: {
  search: InboxSearch;
  onSearch: (search: InboxSearch) => void;
}) {
  const { t } = useTranslation("inbox");
  const view = search.view ?? "all";
  if (filterCount(search) > 0) {
    return (
      <Empty
        icon={SearchX}
        title={t("list.noMatch")}
        text={t("list.noMatchText")}
        action={<Button onClick={() => onSearch({ view })}>{t("filter.clear")}</Button>}
      />
    );
  }
  return (
    <Empty
      icon={MessageSquare}
      title={t(`list.empty.${view}`)}
      text={t(`list.emptyText.${view}`)}
      action={
        view === "mine" && (
          <Button onClick={() => onSearch({ view: "unassigned" })}>
            {t("list.seeUnassigned")}
          </Button>
        )
      }
    />
  );
}

/** Exact to 999, then `999+`. */
function shownCount(count: { count: number; capped: boolean } | undefined): string | undefined {
  return count && `${count.count}${count.capped ? "+" : ""}`;
}
