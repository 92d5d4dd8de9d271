import { useInfiniteQuery } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { useSession } from "@/app/useSession";
import { dayStart, nextDay } from "@/lib/zone";
import type { AuditSearch } from "./search";

export type AuditEntry = components["schemas"]["AuditEntry"];

const ROWS = 50;

/** What was done, the latest first, page by page. Days are those of the tenant's time zone. */
export function useAuditLog(search: AuditSearch) {
  const { tenant } = useSession();
  const zone = tenant?.timeZone ?? "UTC";
  const filters = {
    ...(search.person && { actorId: search.person }),
    ...(search.action && { action: search.action }),
    ...(search.from && { from: dayStart(search.from, zone) }),
    ...(search.to && { to: dayStart(nextDay(search.to), zone) }),
  };
  return useInfiniteQuery({
    queryKey: ["auditLog", filters],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filters, limit: ROWS, ...(pageParam && { cursor: pageParam }) };
      return take(api.GET("/api/v1/audit-log", { params: { query }, signal }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 0,
  });
}
