import type { QueryClient } from "@tanstack/react-query";
import { type ConversationFilters, keys } from "@/api/keys";
import type { Conversation } from "@/api/types";
import { belongs, type Viewer } from "./belongs";
import { changeRow, dropRow, findRow, type Pages, placeRow } from "./pages";

type Lists = Pages<Conversation>;

/** Puts a conversation as it is now into everything that shows it: its own entry and each list it belongs to. */
export function putConversation(client: QueryClient, conversation: Conversation, viewer: Viewer) {
  client.setQueryData<Conversation>(keys.conversation(conversation.id), (known) =>
    known ? conversation : undefined,
  );
  for (const [key, pages] of lists(client)) {
    const verdict = belongs(conversation, key[2] as ConversationFilters, viewer);
    const shown = findRow(pages, conversation.id) !== undefined;
    if (verdict === true) client.setQueryData(key, place(pages, conversation));
    else if (verdict === false) client.setQueryData(key, dropRow(pages, conversation.id));
    else if (shown)
      client.setQueryData(
        key,
        changeRow(pages, conversation.id, () => conversation),
      );
    else void client.invalidateQueries({ queryKey: key, exact: true });
  }
}

/** This person may not see the conversation any more. */
export function dropConversation(client: QueryClient, id: string) {
  for (const [key, pages] of lists(client)) client.setQueryData(key, dropRow(pages, id));
  client.removeQueries({ queryKey: keys.thread(id) });
  // Asked for again, it answers that it is not there: who has it open is told so.
  void client.invalidateQueries({ queryKey: keys.conversation(id) });
}

/** Changes conversations where they are shown, without moving them. */
export function changeConversations(
  client: QueryClient,
  concerns: (conversation: Conversation) => boolean,
  change: (conversation: Conversation) => Conversation,
) {
  const apply = (known: Conversation) => (concerns(known) ? change(known) : known);
  for (const [key, known] of client.getQueriesData<Conversation>({
    queryKey: ["conversations", "one"],
  })) {
    if (known) client.setQueryData(key, apply(known));
  }
  for (const [key, pages] of lists(client)) {
    const ids = pages.pages.flatMap((page) => page.data.filter(concerns).map(({ id }) => id));
    const changed = ids.reduce((known, id) => changeRow(known, id, change), pages);
    if (changed !== pages) client.setQueryData(key, changed);
  }
}

function lists(client: QueryClient) {
  const found = client.getQueriesData<Lists>({ queryKey: keys.conversationLists });
  return found.filter((entry): entry is [(typeof entry)[0], Lists] => entry[1] !== undefined);
}

/** Latest activity first, as the server orders; of two at the same moment the younger id. */
function place(pages: Lists, row: Conversation): Lists {
  return placeRow(pages, row, (other) => rank(other) > rank(row));
}

function rank({ lastActivityAt, id }: Conversation) {
  return `${lastActivityAt} ${id}`;
}
