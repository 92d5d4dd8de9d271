import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, take } from "@/api/client";
import type { Conversation, Page } from "@/api/types";
import { tellProblem } from "@/app/tellProblem";
import { readSearch } from "@/features/inbox/search";

/** Leads to the latest conversation with a contact; to the contact where there is none that the reader sees. */
export function useOpenContact() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async (contactId: string) => {
    try {
      const { data } = await client.fetchQuery({
        queryKey: ["conversations", "latestWith", contactId],
        queryFn: () =>
          take<Page<Conversation>>(
            api.GET("/api/v1/conversations", {
              params: { query: { contact: contactId, limit: 1 } as never },
            }),
          ),
      });
      const [latest] = data;
      if (latest === undefined)
        return navigate({ to: "/contacts/$contactId", params: { contactId } });
      return navigate({
        to: "/inbox/$conversationId",
        params: { conversationId: latest.id },
        search: (kept) => readSearch(kept),
      });
    } catch (error) {
      tellProblem(error);
    }
  };
}
