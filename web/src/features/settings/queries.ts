import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import { keys } from "@/api/keys";

/** So many of a tenant's tags, people, teams and numbers are shown: more than any has. */
const MOST = { params: { query: { limit: 200 } } };

// The keys are those of the inbox's menus: what is changed here is new there too.
export const tagsQuery = queryOptions({
  queryKey: keys.tags,
  queryFn: () => take(api.GET("/api/v1/tags", MOST)),
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
