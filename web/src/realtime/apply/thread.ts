import type { QueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import type { HistoryEntry, Message, Note, TimelineItem } from "@/api/types";
import type { StatusChange } from "../events";
import { changeConversations } from "./conversations";
import { changeRow, type Pages, placeRow } from "./pages";

/** One thing in a thread, under the id of what it is. */
export type ThreadRow =
  | { id: string; kind: "message"; at: string; message: Message }
  | { id: string; kind: "note"; at: string; note: Note }
  | { id: string; kind: "entry"; at: string; entry: HistoryEntry };

/** A row of `GET …/timeline`; null for a kind that this page does not know. */
export function threadRow({ message, note, entry }: TimelineItem): ThreadRow | null {
  if (message) return { id: message.id, kind: "message", at: message.createdAt, message };
  if (note) return { id: note.id, kind: "note", at: note.createdAt, note };
  if (entry) return { id: entry.id, kind: "entry", at: entry.at, entry };
  return null;
}

/** Puts a message into its thread, if that is loaded: at its place, newest first, instead of an older copy of itself. */
export function putMessage(client: QueryClient, message: Message) {
  putRow(client, message.conversationId, threadRow({ kind: "message", message }));
}

export function putNote(client: QueryClient, note: Note) {
  putRow(client, note.conversationId, threadRow({ kind: "note", note }));
}

export function putEntry(client: QueryClient, entry: HistoryEntry) {
  putRow(client, entry.conversationId, threadRow({ kind: "entry", entry }));
}

function putRow(client: QueryClient, conversationId: string, row: ThreadRow | null) {
  if (row === null) return;
  client.setQueryData<Pages<ThreadRow>>(
    keys.thread(conversationId),
    (pages) => pages && placeRow(pages, row, (other) => rank(other) > rank(row)),
  );
}

/** Shows a message as it is now, in its thread and where it is the last word of a conversation. */
export function changeMessage(client: QueryClient, message: Message) {
  client.setQueryData<Pages<ThreadRow>>(
    keys.thread(message.conversationId),
    (pages) =>
      pages &&
      changeRow(pages, message.id, (row) => (row.kind === "message" ? { ...row, message } : row)),
  );
  changeConversations(
    client,
    ({ lastMessage }) => lastMessage?.id === message.id,
    (conversation) => ({ ...conversation, lastMessage: message }),
  );
}

/** Moves a message's ticks, in its thread and where it is the last word of a conversation. */
export function changeStatus(client: QueryClient, change: StatusChange) {
  client.setQueryData<Pages<ThreadRow>>(
    keys.thread(change.conversationId),
    (pages) => pages && changeRow(pages, change.messageId, (row) => rowWithStatus(row, change)),
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

function rowWithStatus(row: ThreadRow, change: StatusChange): ThreadRow {
  return row.kind === "message" ? { ...row, message: withStatus(row.message, change) } : row;
}

function withStatus(message: Message, { status, at, error }: StatusChange): Message {
  const times = { ...message.statusTimes, [status]: message.statusTimes[status as never] ?? at };
  return { ...message, status, error: error ?? message.error ?? null, statusTimes: times };
}

/** Ids carry their time behind the `_`: messages, notes and entries are one order by it. */
function rank({ id }: ThreadRow) {
  return id.slice(id.indexOf("_") + 1);
}
