import type { QueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { session } from "@/api/session";
import type { Contact, Conversation, Message } from "@/api/types";
import { changeConversations, putConversation } from "@/realtime/apply/conversations";
import { putMessage, putNote, type ThreadRow } from "@/realtime/apply/thread";

/** Puts what an answer said into everything that shows it, as its event will say again. */
export function keepConversation(client: QueryClient, conversation: Conversation) {
  client.setQueryData(keys.conversation(conversation.id), conversation);
  putConversation(client, conversation, { userId: session.get().user?.id ?? null, teams: null });
}

/** The same for a contact, in whichever conversations it stands. */
export function keepContact(client: QueryClient, contact: Contact) {
  changeConversations(
    client,
    (conversation) => conversation.contact.id === contact.id,
    (conversation) => ({ ...conversation, contact }),
  );
}

export { putMessage, putNote };

/** Messages that are loaded, newest first. */
export function knownMessages(client: QueryClient, id: string): readonly Message[] {
  const pages = client.getQueryData<{ pages: { data: ThreadRow[] }[] }>(keys.thread(id));
  const rows = pages?.pages.flatMap(({ data }) => data) ?? [];
  return rows.flatMap((row) => (row.kind === "message" ? [row.message] : []));
}
