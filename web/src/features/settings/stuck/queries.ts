import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import type { components } from "@/api/schema.gen";

type Schemas = components["schemas"];
export type QuarantineEntry = Schemas["QuarantineEntry"];
export type DeadJob = Schemas["Job"];

export const QUARANTINE = ["quarantine", "list"] as const;
export const DEAD_JOBS = ["jobs", "dead"] as const;

const PAGED = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: { nextCursor?: string | null }) => page.nextCursor ?? undefined,
  staleTime: 0,
};

/** What could not be understood or has no home, the latest first. */
export function useQuarantine() {
  return useInfiniteQuery({
    ...PAGED,
    queryKey: QUARANTINE,
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: 50, ...(pageParam && { cursor: pageParam }) };
      return take(api.GET("/api/v1/quarantine", { params: { query }, signal }));
    },
  });
}

/** Jobs that were given up, the latest first. */
export function useDeadJobs(isWanted: boolean) {
  return useInfiniteQuery({
    ...PAGED,
    enabled: isWanted,
    queryKey: DEAD_JOBS,
    queryFn: ({ pageParam, signal }) => {
      const query = { state: "dead" as const, limit: 50, ...(pageParam && { cursor: pageParam }) };
      return take(api.GET("/api/v1/jobs", { params: { query }, signal }));
    },
  });
}

/** What becomes of an entry that is tried again: asked for until that is known. */
export function useTried(id: string | null) {
  return useQuery({
    enabled: id !== null,
    queryKey: ["quarantine", "tried", id],
    queryFn: () => take(api.GET("/api/v1/quarantine/{id}", { params: { path: { id: id ?? "" } } })),
    refetchInterval: ({ state }) => (state.data?.state === "trying" || !state.data ? 1000 : false),
    staleTime: 0,
    gcTime: 0,
  });
}
