import { queryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { useSession } from "@/app/useSession";
import { dayStart, nextDay } from "@/lib/zone";
import type { LogSearch } from "./search";

type Schemas = components["schemas"];
export type InboundEvent = Schemas["InboundEvent"];
export type OutboundExchange = Schemas["OutboundExchange"];

const ROWS = 50;

/** The filters that both ways share. Days are those of the tenant's time zone. */
function useFilters(search: LogSearch) {
  const { tenant } = useSession();
  const zone = tenant?.timeZone ?? "UTC";
  return {
    ...(search.from && { from: dayStart(search.from, zone) }),
    ...(search.to && { to: dayStart(nextDay(search.to), zone) }),
    ...(search.number && { number: search.number }),
    ...(search.outcome && { outcome: search.outcome }),
  };
}

const PAGED = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: { nextCursor?: string | null }) => page.nextCursor ?? undefined,
  staleTime: 0,
};

/** What Meta sent, the latest first, page by page. */
export function useInbound(search: LogSearch) {
  const filters = { ...useFilters(search), ...(search.kind && { field: search.kind }) };
  return useInfiniteQuery({
    ...PAGED,
    queryKey: ["inboundEvents", filters],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filters, limit: ROWS, ...(pageParam && { cursor: pageParam }) };
      return take(api.GET("/api/v1/inbound-events", { params: { query }, signal }));
    },
  });
}

/** What was asked of Meta, the latest first, page by page. */
export function useOutbound(search: LogSearch) {
  const filters = { ...useFilters(search), ...(search.kind && { operation: search.kind }) };
  return useInfiniteQuery({
    ...PAGED,
    queryKey: ["outboundExchanges", filters],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filters, limit: ROWS, ...(pageParam && { cursor: pageParam }) };
      return take(api.GET("/api/v1/outbound-exchanges", { params: { query }, signal }));
    },
  });
}

/** Where a message stands, to lead there. */
export const messageQuery = (id: string) =>
  queryOptions({
    queryKey: ["messages", "place", id],
    queryFn: () => take(api.GET("/api/v1/messages/{id}", { params: { path: { id } } })),
    retry: false,
  });
