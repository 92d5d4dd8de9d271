import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export interface Column<Row> {
  id: string;
  head: string;
  cell: (row: Row) => ReactNode;
  /** The name of the row, or its actions: needs no label where rows are cards. */
  isPlain?: boolean | undefined;
  /** Leaves first where there is little room. */
  isMinor?: boolean | undefined;
  /** Figures stand at the right. */
  isEnd?: boolean | undefined;
  className?: string | undefined;
}

interface DataTableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** How a row is told from the others; it is also marked by it. */
  currentId?: string | undefined;
}

/** Rows with heads; on phones each row is a card. The last column holds what can be done. */
export function DataTable<Row extends { id: string }>({
  label,
  columns,
  rows,
  currentId,
}: DataTableProps<Row>) {
  return (
    <section
      aria-label={label}
      className="overflow-hidden rounded-lg border border-line bg-surface text-sm"
    >
      <table className="w-full border-collapse max-md:block">
        <thead className="max-md:sr-only">
          <tr>
            {columns.map(({ id, head, isMinor, isEnd }, place) => (
              <th
                key={id}
                scope="col"
                className={cn(
                  "h-9 px-4 text-left text-xs font-medium whitespace-nowrap text-fg-3",
                  isMinor && "max-lg:hidden",
                  isEnd && "text-right",
                )}
              >
                {place === columns.length - 1 ? <span className="sr-only">{head}</span> : head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:block">
          {rows.map((row) => (
            <tr
              key={row.id}
              className={cn(
                "border-t border-line max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-x-2 max-md:gap-y-1 max-md:p-3 max-md:first:border-t-0",
                row.id === currentId && "bg-hover",
              )}
            >
              {columns.map((column, place) => (
                <td
                  key={column.id}
                  className={cn(
                    "h-11 px-4 py-1.5 max-md:h-auto max-md:p-0",
                    column.isMinor && "max-lg:hidden",
                    column.isEnd && "text-right",
                    column.className,
                    place === columns.length - 1
                      ? "text-right max-md:col-start-2 max-md:row-span-2 max-md:row-start-1 max-md:self-center"
                      : "max-md:col-start-1 max-md:text-left",
                  )}
                >
                  {!column.isPlain && (
                    <span className="pr-1.5 text-xs text-fg-3 md:hidden">{column.head}</span>
                  )}
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
