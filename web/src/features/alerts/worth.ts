import type { Conversation, Message } from "@/api/types";
import type { NumberedEvent } from "@/realtime/events";

/** What was said longer ago is no news: it came while this page was away. */
const NEWS_MS = 60_000;

export interface News {
  message: Message;
  conversation: Conversation;
}

/** The message that this event brings, if a person wants to hear of it: a customer's, to her or to nobody yet, and unread. */
export function worthTelling(
  event: NumberedEvent,
  me: string | undefined,
  now: number,
): News | null {
  if (event.type !== "message:new") return null;
  const { message, conversation } = event.data as News;
  if (message.direction !== "inbound" || message.type === "system") return null;
  if (conversation.assigneeId && conversation.assigneeId !== me) return null;
  if (conversation.unreadCount === 0) return null;
  return now - Date.parse(event.at) < NEWS_MS ? { message, conversation } : null;
}
