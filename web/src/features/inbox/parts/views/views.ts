import { queryOptions } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { searchOf } from "../../model/bulk";
import { filtersOf, type InboxSearch } from "../../search";

export type View = components["schemas"]["SavedView"];

export const VIEWS_KEY = ["views"] as const;

/** The views that everybody shares, and one's own. */
export const viewsQuery = queryOptions({
  queryKey: VIEWS_KEY,
  queryFn: () => take(api.GET("/api/v1/views", { params: { query: { limit: 200 } as never } })),
});

/** Whether the address shows just this view. */
export function isShown(view: View, search: InboxSearch): boolean {
  return sorted(filtersOf(searchOf(view.query))) === sorted(filtersOf(search));
}

function sorted(filters: object): string {
  return JSON.stringify(Object.entries(filters).sort());
}
