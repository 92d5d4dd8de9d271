import type { InfiniteData } from "@tanstack/react-query";
import type { Page } from "@/api/types";

/** Pages of a list as the query layer keeps them. */
export type Pages<Row> = InfiniteData<Page<Row>, unknown>;

interface HasId {
  id: string;
}

export function findRow<Row extends HasId>(pages: Pages<Row>, id: string): Row | undefined {
  for (const page of pages.pages) {
    const found = page.data.find((row) => row.id === id);
    if (found) return found;
  }
  return undefined;
}

/** The pages with one row changed; the same object when the row is not there or stays as it is. */
export function changeRow<Row extends HasId>(
  pages: Pages<Row>,
  id: string,
  change: (row: Row) => Row,
): Pages<Row> {
  const row = findRow(pages, id);
  if (!row) return pages;
  const changed = change(row);
  if (changed === row) return pages;
  return overPages(pages, (data) =>
    data.includes(row) ? data.map((other) => (other === row ? changed : other)) : data,
  );
}

/** The pages without a row; the same object when it is not there. */
export function dropRow<Row extends HasId>(pages: Pages<Row>, id: string): Pages<Row> {
  if (!findRow(pages, id)) return pages;
  return overPages(pages, (data) =>
    data.some((row) => row.id === id) ? data.filter((row) => row.id !== id) : data,
  );
}

/**
 * The pages with a row at its place. `isBefore` says whether a row stands before the new one. A row that would come after the
 * last one loaded is left out while there are more pages: it comes with them.
 */
export function placeRow<Row extends HasId>(
  pages: Pages<Row>,
  row: Row,
  isBefore: (other: Row) => boolean,
): Pages<Row> {
  const without = dropRow(pages, row.id);
  for (const [index, page] of without.pages.entries()) {
    const at = page.data.findIndex((other) => !isBefore(other));
    if (at >= 0) return withPage(without, index, insert(page.data, at, row));
  }
  const last = without.pages.length - 1;
  const end = without.pages[last];
  if (!end || end.nextCursor) return without;
  return withPage(without, last, [...end.data, row]);
}

function insert<Row>(rows: Row[], at: number, row: Row): Row[] {
  return [...rows.slice(0, at), row, ...rows.slice(at)];
}

function withPage<Row>(pages: Pages<Row>, index: number, data: Row[]): Pages<Row> {
  return {
    ...pages,
    pages: pages.pages.map((page, at) => (at === index ? { ...page, data } : page)),
  };
}

function overPages<Row>(pages: Pages<Row>, change: (data: Row[]) => Row[]): Pages<Row> {
  const changed = pages.pages.map((page) => {
    const data = change(page.data);
    return data === page.data ? page : { ...page, data };
  });
  return { ...pages, pages: changed };
}
