import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import type { Contact, Page } from "@/api/types";

/** So many contacts are shown above the messages. */
export const CONTACTS = 5;
const MESSAGES = 30;

/** The first contacts with the words in name, phone or address. */
export function useFoundContacts(words: readonly string[]) {
  const search = words.join(" ");
  return useQuery({
    queryKey: ["contacts", "found", search],
    queryFn: ({ signal }) =>
      take<Page<Contact>>(
        api.GET("/api/v1/contacts", {
          params: { query: { search, limit: CONTACTS } as never },
          signal,
        }),
      ),
    enabled: words.length > 0,
    placeholderData: keepPreviousData,
  });
}

/** The messages with all of the words, the latest first. */
export function useFoundMessages(words: readonly string[]) {
  const search = words.join(" ");
  return useInfiniteQuery({
    queryKey: ["messages", "found", search],
    queryFn: ({ pageParam, signal }) =>
      take(
        api.GET("/api/v1/messages", {
          params: { query: { search, limit: MESSAGES, cursor: pageParam } as never },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled: words.length > 0,
    placeholderData: keepPreviousData,
    retry: false,
  });
}
