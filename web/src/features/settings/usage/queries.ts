import { queryOptions } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";

export type Usage = components["schemas"]["TenantUsage"];
export type UsageDay = Usage["days"][number];

/** What the company uses. No event tells of it: asked for again by each visit. */
export const usageQuery = queryOptions({
  queryKey: keys.usage,
  queryFn: ({ signal }) => take(api.GET("/api/v1/tenant/usage", { signal })),
  staleTime: 0,
});
