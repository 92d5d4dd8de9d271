import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";
import type { Page } from "@/api/types";

type Schemas = components["schemas"];
export type ApiKey = Schemas["ApiKey"];
export type QuickReply = Schemas["QuickReply"];
export type Team = Schemas["Team"];

/** So many of a tenant's tags, people, teams and numbers are shown: more than any has. */
const MOST = { params: { query: { limit: 200 } } };

// The keys are those of the inbox's menus: what is changed here is new there too.
export const tagsQuery = queryOptions({
  queryKey: keys.tags,
  queryFn: () => take(api.GET("/api/v1/tags", MOST)),
});

export const teamsQuery = queryOptions({
  queryKey: ["teams", "all"],
  queryFn: () => take(api.GET("/api/v1/teams", MOST)),
});

export const usersQuery = queryOptions({
  queryKey: ["users", "all"],
  queryFn: () => take(api.GET("/api/v1/users", MOST)),
});

export const numbersQuery = queryOptions({
  queryKey: [...keys.numbers, "all"],
  queryFn: () => take(api.GET("/api/v1/numbers", MOST)),
});

export const appsQuery = queryOptions({
  queryKey: ["apps"],
  queryFn: () => take(api.GET("/api/v1/apps", MOST)),
});

export const tenantQuery = queryOptions({
  queryKey: keys.tenant,
  queryFn: () => take(api.GET("/api/v1/tenant")),
});

export const repliesQuery = queryOptions({
  queryKey: ["quickReplies"],
  queryFn: () => take<Page<QuickReply>>(api.GET("/api/v1/quick-replies", MOST as never)),
});

export const apiKeysQuery = queryOptions({
  queryKey: ["apiKeys"],
  queryFn: () => take(api.GET("/api/v1/api-keys", MOST)),
  staleTime: 0,
});

/** A change, after which what was loaded under `stale` is asked for anew. */
export function useChange<Given, Answer>(
  mutationFn: (given: Given) => Promise<Answer>,
  ...stale: readonly (readonly unknown[])[]
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: () => Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
