import type { HistoryEntry, Message, Note } from "@/api/types";
import type { ThreadRow } from "@/realtime/apply/thread";
import { text } from "./content";

/** A reaction, hanging on the message it is to. */
export interface ReactionTo {
  emoji: string;
  mine: boolean;
}

/** What stands in the thread, from top to bottom. */
export type ThreadItem =
  | { kind: "day"; key: string; at: string }
  | { kind: "unread"; key: string; count: number }
  | { kind: "note"; key: string; note: Note }
  | { kind: "entry"; key: string; entry: HistoryEntry }
  | {
      kind: "message";
      key: string;
      message: Message;
      grouped: boolean;
      reactions: readonly ReactionTo[];
      chosen: string | undefined;
      /** Another message was sent in its place. */
      resent: boolean;
    };

/** Bubbles of one side follow each other closely when no more than this lies between them. */
const TOGETHER_MS = 5 * 60_000;

export interface ThreadInput {
  /** Oldest first. */
  rows: readonly ThreadRow[];
  /** How many of the newest inbound messages were unread when the thread was opened. */
  unread: number;
  /** The calendar day of a moment, in the zone that is shown. */
  dayOf: (at: string) => string;
}

export function threadItems({ rows, unread, dayOf }: ThreadInput): ThreadItem[] {
  const messages = messagesOf(rows);
  const reactions = reactionsOf(messages);
  const chosen = chosenOf(messages);
  const resent = resentOf(messages);
  const marked = firstUnread(messages, unread);
  const items: ThreadItem[] = [];
  let previous: ThreadRow | undefined;
  for (const row of rows) {
    if (row.kind === "message" && row.message.type === "reaction") continue;
    const newDay = previous === undefined || dayOf(previous.at) !== dayOf(row.at);
    if (newDay) items.push({ kind: "day", key: `day-${row.id}`, at: row.at });
    if (row.id === marked) items.push({ kind: "unread", key: "unread", count: unread });
    if (row.kind === "message") {
      items.push({
        kind: "message",
        key: row.id,
        message: row.message,
        grouped:
          !newDay &&
          row.id !== marked &&
          previous?.kind === "message" &&
          areTogether(previous.message, row.message),
        reactions: reactions.get(row.id) ?? [],
        chosen: chosen.get(row.id),
        resent: resent.has(row.id),
      });
    } else if (row.kind === "note") items.push({ kind: "note", key: row.id, note: row.note });
    else items.push({ kind: "entry", key: row.id, entry: row.entry });
    previous = row;
  }
  return items;
}

/** The messages among them. */
export function messagesOf(rows: readonly ThreadRow[]): Message[] {
  return rows.flatMap((row) => (row.kind === "message" ? [row.message] : []));
}

function areTogether(before: Message, message: Message): boolean {
  if (isLine(before) || isLine(message) || before.direction !== message.direction) return false;
  if (before.source === "automation" || message.source === "automation") return false;
  if (message.type === "button" || message.type === "interactive") return false;
  if (before.status === "failed" || before.status === "unconfirmed") return false;
  return Date.parse(message.createdAt) - Date.parse(before.createdAt) < TOGETHER_MS;
}

/** Told by WhatsApp, said by nobody: a line, not a bubble. */
export function isLine(message: Message): boolean {
  return message.type === "system" || message.type === "request_welcome";
}

/** The last word of each side about each message; an empty emoji takes it back. */
function reactionsOf(messages: readonly Message[]): Map<string, ReactionTo[]> {
  const last = new Map<string, Map<boolean, string>>();
  for (const message of messages) {
    if (message.type !== "reaction" || !message.replyTo || message.status === "failed") continue;
    const sides = last.get(message.replyTo) ?? new Map<boolean, string>();
    sides.set(message.direction === "outbound", text(message.content, "emoji"));
    last.set(message.replyTo, sides);
  }
  const shown = new Map<string, ReactionTo[]>();
  for (const [id, sides] of last) {
    const emojis = [...sides].filter(([, emoji]) => emoji !== "");
    if (emojis.length > 0)
      shown.set(
        id,
        emojis.map(([mine, emoji]) => ({ emoji, mine })),
      );
  }
  return shown;
}

/** Which option of our messages the customer took: the newest tap that points at it. */
function chosenOf(messages: readonly Message[]): Map<string, string> {
  const chosen = new Map<string, string>();
  for (const message of messages) {
    if (message.direction !== "inbound" || !message.replyTo) continue;
    const content: unknown = message.content;
    const tapped = message.type === "button" ? text(content, "text") : "";
    const reply = message.type === "interactive" ? repliedId(content) : tapped;
    if (reply !== "") chosen.set(message.replyTo, reply);
  }
  return chosen;
}

/** The messages that others were sent in the place of; a cancelled one leaves its place free. */
function resentOf(messages: readonly Message[]): Set<string> {
  const standing = messages.filter(({ status }) => status !== "cancelled");
  return new Set(standing.flatMap(({ resendOf }) => resendOf ?? []));
}

function repliedId(content: unknown): string {
  const object = content as { button_reply?: unknown; list_reply?: unknown } | null;
  return text(object?.button_reply, "id") || text(object?.list_reply, "id");
}

function firstUnread(messages: readonly Message[], unread: number): string | undefined {
  if (unread <= 0) return undefined;
  const inbound = messages.filter(
    ({ direction, type }) => direction === "inbound" && type !== "reaction",
  );
  return inbound[Math.max(0, inbound.length - unread)]?.id;
}
