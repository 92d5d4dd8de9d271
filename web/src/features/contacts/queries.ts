import { keepPreviousData, queryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import { keys } from "@/api/keys";
import type { Contact, Page } from "@/api/types";
import { type ContactSearch, contactFilters } from "./search";

const CONTACTS = 50;

/** The contacts that the address asks for, page by page. While another search is under way the last answer stays. */
export function useContacts(search: ContactSearch) {
  const filters = contactFilters(search);
  return useInfiniteQuery({
    queryKey: keys.contactList({ ...filters }),
    queryFn: ({ pageParam, signal }) =>
      take<Page<Contact>>(
        api.GET("/api/v1/contacts", {
          params: { query: { ...filters, cursor: pageParam, limit: CONTACTS } as never },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function contactQuery(id: string) {
  return queryOptions({
    queryKey: keys.contact(id),
    queryFn: ({ signal }) =>
      take<Contact>(api.GET("/api/v1/contacts/{id}", { params: { path: { id } }, signal })),
  });
}
