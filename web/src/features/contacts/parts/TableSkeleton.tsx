import { useIsNarrow } from "@/features/inbox/useLayout";
import { Skeleton } from "@/ui";
import { COLUMNS } from "./columns";

const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n"];

/** The list before its first page is here: rows of the real height. */
export function TableSkeleton() {
  const isNarrow = useIsNarrow();
  if (isNarrow) {
    return (
      <div aria-busy="true" className="min-h-0 overflow-hidden bg-surface">
        {ROWS.map((row) => (
          <CardSkeleton key={row} />
        ))}
      </div>
    );
  }
  return (
    <div aria-busy="true" className="min-h-0 overflow-hidden bg-surface">
      <div className="h-9 border-b border-line" />
      <table aria-hidden="true" className="w-full table-fixed border-separate border-spacing-0">
        <tbody>
          {ROWS.map((row) => (
            <SkeletonRow key={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function SkeletonRow() {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row takes no focus
    <tr aria-hidden="true">
      {COLUMNS.map(({ id, width, shown }) => (
        <td key={id} className={`h-11 border-b border-line px-3 first:pl-6 ${width} ${shown}`}>
          <span className="flex items-center gap-2">
            {id === "name" && <Skeleton className="size-6 flex-none rounded-full" />}
            <Skeleton className="w-3/5" />
          </span>
        </td>
      ))}
    </tr>
  );
}

export function CardSkeleton() {
  return (
    <div className="flex h-21 items-center gap-3 border-b border-line px-4">
      <Skeleton className="size-9 flex-none rounded-full" />
      <span className="flex flex-1 flex-col gap-2">
        <Skeleton className="w-2/5" />
        <Skeleton className="w-1/2" />
      </span>
    </div>
  );
}
