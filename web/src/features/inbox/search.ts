import type { ConversationFilters } from "@/api/keys";

/** i18n-uses inbox:views.* i18n-uses inbox:list.empty.* i18n-uses inbox:list.emptyText.* */
export const VIEWS = ["mine", "team", "unassigned", "all"] as const;
export type View = (typeof VIEWS)[number];

/** i18n-uses inbox:status.* */
export const STATUSES = ["open", "pending", "snoozed", "closed", "archived"] as const;
export type Status = (typeof STATUSES)[number];

/** How the list can be ordered otherwise than by the latest activity. i18n-uses inbox:sort.* */
export const ORDERS = ["oldest", "waiting"] as const;
export type Order = (typeof ORDERS)[number];

/** What the address of the inbox says: everything that decides what is listed. */
export interface InboxSearch {
  view?: View;
  status?: Status;
  unread?: true;
  /** `usr_…`, `me` or `none`. */
  assignee?: string;
  number?: string;
  team?: string;
  tag?: string;
  /** Latest activity then or later, and before then. */
  from?: string;
  to?: string;
  /** Latest activity first when left out; `waiting`: only who waits for an answer, the longest first. */
  sort?: Order;
  /** What is searched for in contacts and messages, in place of the list; empty while nothing has been typed yet. */
  q?: string;
}

const IDS = ["assignee", "number", "team", "tag"] as const;
const TIMES = ["from", "to"] as const;

/** The address as a person or a link wrote it: what is not known is left out. */
export function readSearch(given: Record<string, unknown>): InboxSearch {
  const search: InboxSearch = {};
  const view = VIEWS.find((known) => known === given.view);
  const status = STATUSES.find((known) => known === given.status);
  if (view !== undefined) search.view = view;
  if (status !== undefined) search.status = status;
  const sort = ORDERS.find((known) => known === given.sort);
  if (sort !== undefined) search.sort = sort;
  // The router reads digits as a number.
  if (typeof given.q === "string" || typeof given.q === "number") search.q = String(given.q);
  if (given.unread === true || given.unread === "true") search.unread = true;
  for (const name of IDS) {
    const id = given[name];
    if (typeof id === "string") search[name] = id;
  }
  for (const name of TIMES) {
    const at = given[name];
    if (typeof at === "string" && !Number.isNaN(Date.parse(at))) search[name] = at;
  }
  return search;
}

/** What is asked of the server for it. */
export function filtersOf({ view, q: _q, ...rest }: InboxSearch): ConversationFilters {
  return { ...rest, view: view ?? "all" };
}

/** How many filters narrow the view. */
export function filterCount({ view: _view, sort: _sort, q: _q, ...filters }: InboxSearch): number {
  return Object.keys(filters).length;
}
