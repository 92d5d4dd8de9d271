import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { useDirectory } from "../../people";
import { useIsNarrow } from "../../useLayout";
import { ConversationRow } from "./ConversationRow";
import { RowSkeleton } from "./RowSkeleton";

interface ConversationListProps {
  rows: readonly Conversation[];
  currentId: string | undefined;
  hasMore: boolean;
  onMore: () => void;
}

const HEIGHT = { wide: 80, narrow: 84 };

/** The rows that are in sight, of however many there are. */
export function ConversationList({ rows, currentId, hasMore, onMore }: ConversationListProps) {
  const { t } = useTranslation("inbox");
  const directory = useDirectory();
  const scroller = useRef<HTMLDivElement>(null);
  const height = useIsNarrow() ? HEIGHT.narrow : HEIGHT.wide;
  const virtual = useVirtualizer({
    count: rows.length + (hasMore ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 6,
    getItemKey: (index) => rows[index]?.id ?? "more",
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - 1) onMore();
  }, [hasMore, last, rows.length, onMore]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when the rows change their height
  useEffect(() => virtual.measure(), [height]);

  const currentIndex = rows.findIndex(({ id }) => id === currentId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the open row is brought into sight when another one is opened, not when it moves
  useEffect(() => {
    if (currentIndex >= 0) virtual.scrollToIndex(currentIndex, { align: "auto" });
  }, [currentId]);

  return (
    <div
      ref={scroller}
      className="min-h-0 flex-1 overflow-auto overscroll-contain [scrollbar-color:var(--color-line-strong)_transparent] [scrollbar-width:thin]"
    >
      <ul
        aria-label={t("list.label")}
        className="relative"
        style={{ height: virtual.getTotalSize() }}
      >
        {shown.map(({ index, key, start }) => {
          const row = rows[index];
          return (
            <li
              key={key}
              aria-setsize={hasMore ? -1 : rows.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start}px)` }}
            >
              {row === undefined ? (
                <RowSkeleton />
              ) : (
                <ConversationRow
                  conversation={row}
                  directory={directory}
                  current={row.id === currentId}
                />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
