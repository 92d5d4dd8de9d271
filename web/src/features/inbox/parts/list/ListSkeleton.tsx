import { RowSkeleton } from "./RowSkeleton";

const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];

/** The list before its first page is here: rows of the real height. */
export function ListSkeleton() {
  return (
    <div aria-busy="true" className="min-h-0 flex-1 overflow-hidden">
      {ROWS.map((row) => (
        <RowSkeleton key={row} />
      ))}
    </div>
  );
}
