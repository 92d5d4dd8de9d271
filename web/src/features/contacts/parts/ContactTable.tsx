import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { showRow, useRowsInSight } from "@/features/inbox/parts/list/useRowsInSight";
import { ContactRow } from "./ContactRow";
import { COLUMNS } from "./columns";
import { type ContactListProps, useMore } from "./list";
import { SortHead } from "./SortHead";
import { SkeletonRow } from "./TableSkeleton";

const ROW = 44;

/** The contacts in columns. Of however many, only the rows in sight are there; what is above and below is one empty row each. */
export function ContactTable(props: ContactListProps) {
  const { rows, search, currentId, hasMore, onSort } = props;
  const { t } = useTranslation("contacts");
  const scroller = useRef<HTMLElement>(null);
  const count = rows.length + (hasMore ? 1 : 0);
  const { first, last } = useRowsInSight(scroller, count, ROW);
  useMore(props, last);

  const currentIndex = rows.findIndex(({ id }) => id === currentId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the open row is brought into sight when another one is opened, not when it moves
  useEffect(() => {
    if (scroller.current !== null && currentIndex >= 0)
      showRow(scroller.current, currentIndex, ROW);
  }, [currentId]);

  return (
    <section
      ref={scroller}
      aria-label={t("list.label")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled with the keyboard
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto overscroll-contain bg-surface -outline-offset-2 [scrollbar-color:var(--color-line-strong)_transparent] [scrollbar-width:thin]"
    >
      <table
        aria-rowcount={hasMore ? -1 : rows.length + 1}
        className="w-full table-fixed border-separate border-spacing-0 text-sm"
      >
        <colgroup>
          {COLUMNS.map(({ id, width }) => (
            <col key={id} className={width} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {COLUMNS.map(({ id, shown }) => (
              <SortHead
                key={id}
                column={id}
                sort={search.sort ?? "name"}
                onSort={onSort}
                className={`sticky top-0 z-2 h-9 border-b border-line bg-surface px-3 text-left text-xs font-medium whitespace-nowrap text-fg-3 first:pl-6 ${shown}`}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={first * ROW} />
          {Array.from({ length: last - first }, (_, offset) => {
            const index = first + offset;
            const row = rows[index];
            if (row === undefined) return <SkeletonRow key="more" />;
            return (
              <ContactRow
                key={row.id}
                contact={row}
                index={index}
                search={search}
                isCurrent={row.id === currentId}
              />
            );
          })}
          <Gap height={(count - last) * ROW} />
        </tbody>
      </table>
    </section>
  );
}

function Gap({ height }: { height: number }) {
  if (height === 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row takes no focus
    <tr aria-hidden="true">
      <td colSpan={COLUMNS.length} style={{ height }} />
    </tr>
  );
}
