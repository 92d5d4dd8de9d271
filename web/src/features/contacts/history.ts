import { useInfiniteQuery } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import { keys } from "@/api/keys";
import type { Conversation, Page } from "@/api/types";

const CONVERSATIONS = 20;

/** All conversations with a contact that the reader may see, the latest activity first, archived ones too. */
export function useHistory(contactId: string) {
  return useInfiniteQuery({
    queryKey: keys.conversationList({ contact: contactId }),
    queryFn: ({ pageParam, signal }) =>
      take<Page<Conversation>>(
        api.GET("/api/v1/conversations", {
          params: {
            query: { contact: contactId, cursor: pageParam, limit: CONVERSATIONS } as never,
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}
