import type { components } from "@/api/schema.gen";
import type {
  Contact,
  Conversation,
  HistoryEntry,
  Message,
  Note,
  PhoneNumber,
  Tag,
} from "@/api/types";

type TenantSettings = components["schemas"]["TenantSettings"];

/** What happened, as the socket and `GET /events` tell it (docs/contract.md, "Real time"). */
export type Happening =
  | { type: "message:new"; data: { message: Message; conversation: Conversation } }
  | { type: "message:updated"; data: { message: Message } }
  | { type: "message:status"; data: StatusChange }
  | { type: ConversationEvent; data: { conversation: Conversation; entry?: HistoryEntry | null } }
  | { type: "note:new" | "note:updated" | "note:deleted"; data: { note: Note } }
  | { type: "bulk:progress"; data: { bulk: components["schemas"]["BulkAction"] } }
  | { type: "tag:updated"; data: { tag: Tag } }
  | { type: "tag:deleted"; data: { tagId: string } }
  | { type: "conversation:gone"; data: { conversationId: string } }
  | { type: "contact:updated"; data: { contact: Contact } }
  | { type: "number:updated"; data: { number: PhoneNumber } }
  | { type: "team:updated" | "team:deleted"; data: object }
  | { type: "tenant:updated"; data: { tenant: TenantSettings } };

type ConversationEvent =
  | "conversation:created"
  | "conversation:updated"
  | "conversation:assigned"
  | "conversation:transferred"
  | "conversation:closed";

export interface StatusChange {
  messageId: string;
  conversationId: string;
  status: string;
  at: string;
  error?: Message["error"];
}

/** A numbered event. The type is open: a newer server may tell of things this page does not know. */
export interface NumberedEvent {
  seq: number;
  /** The number of the event sent before on this socket; null in answers of `GET /events`. */
  prev?: number | null;
  type: string;
  at: string;
  data: unknown;
}

export interface EventPage {
  data: NumberedEvent[];
  nextAfter: number;
  head: number;
}

/** Told in passing, without a number: who misses it misses nothing that lasts. */
export type Hint =
  | { type: "typing"; conversationId: string; userId: string; on: boolean }
  | { type: "presence"; userId: string; state: string };
