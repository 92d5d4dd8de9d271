import { type MouseEvent, useCallback, useEffect, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { useDirectory } from "../../people";
import { extendTo, isSelected, isSelecting, toggleRow, useSelection } from "../../selection";
import { useIsNarrow } from "../../useLayout";
import { ConversationRow } from "./ConversationRow";
import { RowSkeleton } from "./RowSkeleton";
import { showRow, useRowsInSight } from "./useRowsInSight";

interface ConversationListProps {
  rows: readonly Conversation[];
  currentId: string | undefined;
  hasMore: boolean;
  onMore: () => void;
}

const HEIGHT = { wide: 80, narrow: 84 };
/** Of the bar that appears above the list while rows are selected. */
const BAR = { wide: 80, narrow: 108 };

/** The rows that are in sight, of however many there are. */
export function ConversationList({ rows, currentId, hasMore, onMore }: ConversationListProps) {
  const { t } = useTranslation("inbox");
  const directory = useDirectory();
  const scroller = useRef<HTMLDivElement>(null);
  const size = useIsNarrow() ? "narrow" : "wide";
  const height = HEIGHT[size];
  const selection = useSelection();
  const selecting = isSelecting(selection);
  const count = rows.length + (hasMore ? 1 : 0);
  const { first, last } = useRowsInSight(scroller, count, height);

  useEffect(() => {
    if (hasMore && last >= rows.length) onMore();
  }, [hasMore, last, rows.length, onMore]);

  const currentIndex = rows.findIndex(({ id }) => id === currentId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the open row is brought into sight when another one is opened, not when it moves
  useEffect(() => {
    if (scroller.current !== null && currentIndex >= 0)
      showRow(scroller.current, currentIndex, height);
  }, [currentId]);

  // What is under the pointer stays there when the bar comes and goes.
  const wasSelecting = useRef(selecting);
  useLayoutEffect(() => {
    if (wasSelecting.current === selecting) return;
    wasSelecting.current = selecting;
    const pane = scroller.current;
    if (pane !== null && pane.scrollTop > 0) pane.scrollTop += selecting ? BAR[size] : -BAR[size];
  }, [selecting, size]);

  const listed = useRef(rows);
  listed.current = rows;
  const pick = useCallback((id: string, event: MouseEvent) => {
    const ids = listed.current.map((row) => row.id);
    if (event.shiftKey) extendTo(id, ids);
    else toggleRow(id, ids);
  }, []);

  return (
    <div
      ref={scroller}
      className="min-h-0 flex-1 overflow-auto overscroll-contain [scrollbar-color:var(--color-line-strong)_transparent] [scrollbar-width:thin]"
    >
      <ul aria-label={t("list.label")} className="relative" style={{ height: count * height }}>
        {Array.from({ length: last - first }, (_, offset) => {
          const index = first + offset;
          const row = rows[index];
          return (
            <li
              key={row?.id ?? "more"}
              data-conversation={row?.id}
              aria-setsize={hasMore ? -1 : rows.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${index * height}px)` }}
            >
              {row === undefined ? (
                <RowSkeleton />
              ) : (
                <ConversationRow
                  conversation={row}
                  directory={directory}
                  current={row.id === currentId}
                  selected={isSelected(selection, row.id)}
                  selecting={selecting}
                  onPick={pick}
                />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
