import { queryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import { type ConversationFilters, keys } from "@/api/keys";
import type { Conversation, Message, Page, TimelineItem } from "@/api/types";
import { type ThreadRow, threadRow } from "@/realtime/apply/thread";

const CONVERSATIONS = 50;
const MESSAGES = 50;

/** The conversations of a view, page by page, the latest activity first. */
export function useConversations(filters: ConversationFilters) {
  return useInfiniteQuery({
    queryKey: keys.conversationList(filters),
    queryFn: ({ pageParam, signal }) =>
      take<Page<Conversation>>(
        api.GET("/api/v1/conversations", {
          params: { query: { ...filters, cursor: pageParam, limit: CONVERSATIONS } as never },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export function conversationQuery(id: string) {
  return queryOptions({
    queryKey: keys.conversation(id),
    queryFn: ({ signal }) =>
      take<Conversation>(
        api.GET("/api/v1/conversations/{id}", { params: { path: { id } }, signal }),
      ),
  });
}

/** A quick reply with its variables filled in for a conversation. Asked anew when it is used again: the contact may have changed. */
export function renderedQuery(id: string, conversationId: string) {
  return queryOptions({
    queryKey: ["quickReplies", id, "rendered", conversationId],
    queryFn: ({ signal }) =>
      take(
        api.POST("/api/v1/quick-replies/{id}/render", {
          params: { path: { id } },
          body: { conversationId },
          signal,
        }),
      ),
    staleTime: 10_000,
  });
}

/** The thread of a conversation, page by page, the newest first. */
export function useThreadPages(id: string) {
  return useInfiniteQuery({
    queryKey: keys.thread(id),
    queryFn: async ({ pageParam, signal }): Promise<Page<ThreadRow>> => {
      const page = await take<Page<TimelineItem>>(
        api.GET("/api/v1/conversations/{id}/timeline", {
          params: { path: { id }, query: { cursor: pageParam, limit: MESSAGES } as never },
          signal,
        }),
      );
      return { ...page, data: page.data.map(threadRow).filter((row) => row !== null) };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** A message that is quoted but not loaded with the thread. */
export function useQuoted(id: string | null | undefined, needed: boolean) {
  return useQuery({
    queryKey: ["message", id],
    queryFn: ({ signal }) =>
      take<Message>(
        api.GET("/api/v1/messages/{id}", { params: { path: { id: id ?? "" } }, signal }),
      ),
    enabled: needed && !!id,
    retry: false,
  });
}

/** How many conversations each view has, as the caller sees them. Asked for again when something changes. */
export function useCounts() {
  return useQuery({
    queryKey: keys.conversationCounts,
    queryFn: ({ signal }) => take(api.GET("/api/v1/conversations/counts", { signal })),
  });
}
