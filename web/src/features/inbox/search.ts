import type { ConversationFilters } from "@/api/keys";

/** i18n-uses inbox:views.* i18n-uses inbox:list.empty.* i18n-uses inbox:list.emptyText.* */
export const VIEWS = ["mine", "team", "unassigned", "all"] as const;
export type View = (typeof VIEWS)[number];

/** i18n-uses inbox:status.* */
export const STATUSES = ["open", "pending", "snoozed", "closed", "archived"] as const;
export type Status = (typeof STATUSES)[number];

/** What the address of the inbox says: everything that decides what is listed. */
export interface InboxSearch {
  view?: View;
  status?: Status;
  unread?: true;
  number?: string;
  team?: string;
  tag?: string;
}

/** The address as a person or a link wrote it: what is not known is left out. */
export function readSearch(given: Record<string, unknown>): InboxSearch {
  const search: InboxSearch = {};
  const view = VIEWS.find((known) => known === given.view);
  const status = STATUSES.find((known) => known === given.status);
  if (view !== undefined) search.view = view;
  if (status !== undefined) search.status = status;
  if (given.unread === true || given.unread === "true") search.unread = true;
  if (typeof given.number === "string") search.number = given.number;
  if (typeof given.team === "string") search.team = given.team;
  if (typeof given.tag === "string") search.tag = given.tag;
  return search;
}

/** What is asked of the server for it. */
export function filtersOf({ view, ...rest }: InboxSearch): ConversationFilters {
  return { ...rest, view: view ?? "all" };
}

/** How many filters narrow the view. */
export function filterCount({ view: _, ...filters }: InboxSearch): number {
  return Object.keys(filters).length;
}
