import type { Message } from "@/api/types";

const NEVER: Message["statusTimes"] = {
  queued: null,
  accepted: null,
  sent: null,
  delivered: null,
  read: null,
  played: null,
  failed: null,
  unconfirmed: null,
};

/** A message of a customer, with what a test changes about it. */
export function aMessage(change: Partial<Message> = {}): Message {
  return {
    id: "msg_1",
    conversationId: "cnv_1",
    contactId: "con_1",
    numberId: "num_1",
    direction: "inbound",
    source: "customer",
    type: "text",
    content: { body: "Oi" } as never,
    media: null,
    status: change.direction === "outbound" ? "sent" : "received",
    waMessageId: null,
    replyTo: null,
    error: null,
    createdAt: "2026-11-21T10:00:00.000Z",
    statusTimes: NEVER,
    ...change,
  };
}
