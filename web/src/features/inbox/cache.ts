import type { QueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { session } from "@/api/session";
import type { Conversation, Message } from "@/api/types";
import { putConversation } from "@/realtime/apply/conversations";
import { putMessage, putNote, type ThreadRow } from "@/realtime/apply/thread";

/**
 * Puts what an answer said into everything that shows it, as its event will say again. Not while the conversation is asked for
 * anew: meanwhile an event may have told that it went out of sight, and the older answer must not bring it back.
 */
export function keepConversation(client: QueryClient, conversation: Conversation) {
  const state = client.getQueryState(keys.conversation(conversation.id));
  if (state?.isInvalidated || state?.status === "error") return;
  client.setQueryData(keys.conversation(conversation.id), conversation);
  putConversation(client, conversation, { userId: session.get().user?.id ?? null, teams: null });
}

export { putMessage, putNote };

/** Messages that are loaded, newest first. */
export function knownMessages(client: QueryClient, id: string): readonly Message[] {
  const pages = client.getQueryData<{ pages: { data: ThreadRow[] }[] }>(keys.thread(id));
  const rows = pages?.pages.flatMap(({ data }) => data) ?? [];
  return rows.flatMap((row) => (row.kind === "message" ? [row.message] : []));
}
