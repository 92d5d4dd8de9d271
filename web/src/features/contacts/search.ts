/** In which order. i18n-uses contacts:sort.* */
export const SORTS = ["name", "-name", "recent", "created"] as const;
export type ContactSort = (typeof SORTS)[number];

/** What the address of the contacts says: everything that decides what is listed. */
export interface ContactSearch {
  search?: string;
  tag?: string;
  /** Only those that are blocked. */
  blocked?: true;
  /** By name when left out. */
  sort?: ContactSort;
}

/** The address as a person or a link wrote it: what is not known is left out. */
export function readContactSearch(given: Record<string, unknown>): ContactSearch {
  const read: ContactSearch = {};
  // The router reads digits as a number.
  const search = typeof given.search === "number" ? String(given.search) : given.search;
  if (typeof search === "string" && search.trim() !== "") read.search = search;
  if (typeof given.tag === "string") read.tag = given.tag;
  if (given.blocked === true) read.blocked = true;
  const sort = SORTS.find((known) => known === given.sort);
  if (sort !== undefined && sort !== "name") read.sort = sort;
  return read;
}

/** So many words the server looks for at once. */
const MOST_WORDS = 8;

/** What is asked of the server for it: words beyond what it takes are left out, or nothing would be found while one types. */
export function contactFilters({ search, ...rest }: ContactSearch): ContactSearch {
  const words = search?.split(/\s+/u).filter(Boolean).slice(0, MOST_WORDS).join(" ");
  return words ? { ...rest, search: words } : rest;
}

/** Whether less than everybody is asked for. */
export function isNarrowed({ sort: _, ...filters }: ContactSearch): boolean {
  return Object.keys(filters).length > 0;
}
