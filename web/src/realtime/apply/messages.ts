import type { QueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import type { Message } from "@/api/types";
import type { StatusChange } from "../events";
import { changeConversations } from "./conversations";
import { changeRow, type Pages, placeRow } from "./pages";

/** Puts a message into its thread, if that is loaded: at its place, newest first, instead of an older copy of itself. */
export function putMessage(client: QueryClient, message: Message) {
  client.setQueryData<Pages<Message>>(
    keys.messages(message.conversationId),
    (pages) => pages && placeRow(pages, message, (other) => rank(other) > rank(message)),
  );
}

/** Moves a message's ticks, in its thread and where it is the last word of a conversation. */
export function changeStatus(client: QueryClient, change: StatusChange) {
  client.setQueryData<Pages<Message>>(
    keys.messages(change.conversationId),
    (pages) =>
      pages && changeRow(pages, change.messageId, (message) => withStatus(message, change)),
  );
  changeConversations(
    client,
    ({ lastMessage }) => lastMessage?.id === change.messageId,
    (conversation) => ({
      ...conversation,
      lastMessage: conversation.lastMessage ? withStatus(conversation.lastMessage, change) : null,
    }),
  );
}

function withStatus(message: Message, { status, at, error }: StatusChange): Message {
  const times = { ...message.statusTimes, [status]: message.statusTimes[status as never] ?? at };
  return { ...message, status, error: error ?? message.error ?? null, statusTimes: times };
}

function rank({ createdAt, id }: Message) {
  return `${createdAt} ${id}`;
}
