import { queryOptions } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";

export type ListedTenant = components["schemas"]["ListedTenant"];
export type CreateTenant = components["schemas"]["CreateTenant"];
export type ChangeTenant = components["schemas"]["ChangeTenant"];

// i18n-uses settingsTenants:plan.*
export const PLANS = ["starter", "professional", "enterprise"] as const;
export type Plan = (typeof PLANS)[number];

export const STATUSES = ["active", "suspended", "cancelled"] as const;

/** All companies of the installation, however many pages they are: they are searched by parts of their names. */
export const tenantsQuery = queryOptions({
  queryKey: keys.tenants,
  queryFn: async ({ signal }) => {
    const all: ListedTenant[] = [];
    let cursor: string | undefined;
    do {
      const query = cursor === undefined ? { limit: 200 } : { limit: 200, cursor };
      const page = await take(api.GET("/api/v1/tenants", { params: { query }, signal }));
      all.push(...page.data);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return all;
  },
  // Nobody is told of other companies' changes by events.
  staleTime: 0,
});

/** Changes one of the companies. */
export function changeTenant(id: string, body: ChangeTenant) {
  return take(api.PATCH("/api/v1/tenants/{id}", { params: { path: { id } }, body }));
}
