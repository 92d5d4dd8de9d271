import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import { keys } from "@/api/keys";

const HELD_EVERY = 15_000;
const USUALLY_EVERY = 600_000;

/** What works at the server. No event tells of it: asked for now and then, more often while nothing is sent. */
const serverHealthQuery = queryOptions({
  queryKey: keys.serverHealth,
  queryFn: ({ signal }) => take(api.GET("/health", { signal })),
  staleTime: HELD_EVERY,
  retry: false,
  refetchInterval: ({ state }) => (state.data?.queue === "held" ? HELD_EVERY : USUALLY_EVERY),
});

/** Whether nothing is sent because the server was restored from a backup and nobody has confirmed it yet. */
export function useIsHeld(): boolean {
  const { data } = useQuery(serverHealthQuery);
  return data?.queue === "held";
}
