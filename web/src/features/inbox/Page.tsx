import { useParams, useSearch } from "@tanstack/react-router";
import { MessageSquare } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "@/ui";
import { ListPane } from "./parts/list/ListPane";
import { PageTitle } from "./parts/PageTitle";
import { ThreadSkeleton } from "./parts/thread/ThreadSkeleton";
import type { InboxSearch } from "./search";
import { useIsNarrow, useIsWide } from "./useLayout";

const Thread = lazy(() => import("./parts/thread/Thread"));
const SearchPane = lazy(() => import("@/features/search/SearchPane"));
const PanelPlace = lazy(() => import("./parts/panel/PanelPlace"));

/** The inbox: list, thread and contact in three panes, two, or one, as there is room. */
export function Page() {
  const { t } = useTranslation("inbox");
  const { conversationId } = useParams({ strict: false }) as { conversationId?: string };
  const isSearching = (useSearch({ strict: false }) as InboxSearch).q !== undefined;
  const isNarrow = useIsNarrow();
  const isWide = useIsWide();
  const [wantsPanel, setWantsPanel] = useState(true);
  const [sheetOpen, setSheetOpen] = useState(false);
  const panelOpen = isWide ? wantsPanel : sheetOpen;
  const setPanel = isWide ? setWantsPanel : setSheetOpen;
  const showsPanel = conversationId !== undefined && panelOpen;

  return (
    <div
      className={
        showsPanel && isWide
          ? "grid h-full min-h-0 grid-cols-[360px_minmax(0,1fr)_320px]"
          : "grid h-full min-h-0 grid-cols-[360px_minmax(0,1fr)] max-xl:grid-cols-[320px_minmax(0,1fr)] max-md:grid-cols-[minmax(0,1fr)]"
      }
    >
      <PageTitle />
      {!(isNarrow && conversationId !== undefined) && (
        <Suspense fallback={<div className="border-r border-line bg-surface" />}>
          {isSearching ? <SearchPane /> : <ListPane />}
        </Suspense>
      )}
      {!(isNarrow && conversationId === undefined) && (
        <div className="min-h-0 min-w-0 bg-sunken">
          {conversationId === undefined ? (
            <Empty icon={MessageSquare} title={t("thread.none")} text={t("thread.noneText")} />
          ) : (
            <Suspense fallback={<ThreadSkeleton />}>
              <Thread
                conversationId={conversationId}
                panelOpen={panelOpen}
                onPanel={() => setPanel(!panelOpen)}
              />
            </Suspense>
          )}
        </div>
      )}
      <Suspense>
        {showsPanel && (
          <PanelPlace
            conversationId={conversationId}
            asSheet={!isWide}
            onClose={() => setPanel(false)}
          />
        )}
      </Suspense>
    </div>
  );
}
