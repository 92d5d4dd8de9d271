import { expect, test } from "vitest";
import type { Message } from "@/api/types";
import { threadRow } from "@/realtime/apply/thread";
import { aMessage } from "../testing/aMessage";
import { type ThreadItem, threadItems } from "./thread";

const dayOf = (at: string) => at.slice(0, 10);

function items(messages: Message[], unread = 0): ThreadItem[] {
  const rows = messages
    .map((message) => threadRow({ kind: "message", message }))
    .filter((row) => row !== null);
  return threadItems({ rows, unread, dayOf });
}

function bubbles(messages: Message[], unread = 0) {
  return items(messages, unread).filter((item) => item.kind === "message");
}

test("each day begins with its line", () => {
  const shown = items([
    aMessage({ id: "msg_1", createdAt: "2026-11-20T23:00:00.000Z" }),
    aMessage({ id: "msg_2", createdAt: "2026-11-21T01:00:00.000Z" }),
    aMessage({ id: "msg_3", createdAt: "2026-11-21T02:00:00.000Z" }),
  ]);
  expect(shown.map((item) => item.kind)).toEqual(["day", "message", "day", "message", "message"]);
});

test("what one side says within minutes stands together", () => {
  const shown = bubbles([
    aMessage({ id: "msg_1", createdAt: "2026-11-21T10:00:00.000Z" }),
    aMessage({ id: "msg_2", createdAt: "2026-11-21T10:01:00.000Z" }),
    aMessage({ id: "msg_3", createdAt: "2026-11-21T10:02:00.000Z", direction: "outbound" }),
    aMessage({ id: "msg_4", createdAt: "2026-11-21T10:30:00.000Z", direction: "outbound" }),
  ]);
  expect(shown.map((item) => item.grouped)).toEqual([false, true, false, false]);
});

test("a bubble after an explained failure stands apart", () => {
  const shown = bubbles([
    aMessage({ id: "msg_1", direction: "outbound", status: "failed" }),
    aMessage({ id: "msg_2", direction: "outbound" }),
  ]);
  expect(shown[1]?.grouped).toBe(false);
});

test("a message that another was sent in the place of says so, unless that one was cancelled", () => {
  const failed = (id: string) => aMessage({ id, direction: "outbound", status: "failed" });
  const again = (id: string, resendOf: string, status: string) =>
    aMessage({ id, direction: "outbound", resendOf, status });
  const shown = bubbles([
    failed("msg_1"),
    failed("msg_2"),
    again("msg_3", "msg_1", "queued"),
    again("msg_4", "msg_2", "cancelled"),
  ]);
  expect(shown.map((item) => item.resent)).toEqual([true, false, false, false]);
});

test("the unread marker stands before the oldest unread message of the customer", () => {
  const shown = items(
    [
      aMessage({ id: "msg_1" }),
      aMessage({ id: "msg_2", direction: "outbound" }),
      aMessage({ id: "msg_3" }),
      aMessage({ id: "msg_4" }),
    ],
    2,
  );
  expect(shown.map((item) => item.key).slice(2)).toEqual(["msg_2", "unread", "msg_3", "msg_4"]);
});

test("more unread than loaded: the marker stands at the top", () => {
  expect(items([aMessage({ id: "msg_1" })], 9).map((item) => item.kind)).toEqual([
    "day",
    "unread",
    "message",
  ]);
});

test("reactions hang on their message, the last one of each side", () => {
  const reaction = (emoji: string, rest: Partial<Message>) =>
    aMessage({ type: "reaction", content: { emoji } as never, replyTo: "msg_1", ...rest });
  const shown = bubbles([
    aMessage({ id: "msg_1" }),
    reaction("👍", { id: "msg_2" }),
    reaction("❤️", { id: "msg_3" }),
    reaction("🙏", { id: "msg_4", direction: "outbound" }),
  ]);
  expect(shown).toHaveLength(1);
  expect(shown[0]?.reactions).toEqual([
    { emoji: "❤️", mine: false },
    { emoji: "🙏", mine: true },
  ]);
});

test("an empty reaction takes the one before back", () => {
  const shown = bubbles([
    aMessage({ id: "msg_1" }),
    aMessage({
      id: "msg_2",
      type: "reaction",
      content: { emoji: "👍" } as never,
      replyTo: "msg_1",
    }),
    aMessage({ id: "msg_3", type: "reaction", content: {} as never, replyTo: "msg_1" }),
  ]);
  expect(shown[0]?.reactions).toEqual([]);
});

test("a tap marks what was chosen in the message it answers", () => {
  const shown = bubbles([
    aMessage({ id: "msg_1", direction: "outbound", type: "interactive" }),
    aMessage({
      id: "msg_2",
      type: "interactive",
      content: { type: "button_reply", button_reply: { id: "yes", title: "Sim" } } as never,
      replyTo: "msg_1",
    }),
  ]);
  expect(shown[0]?.chosen).toBe("yes");
});

test("notes and what was done stand between the messages, which then stand apart", () => {
  const note = {
    id: "nte_2",
    conversationId: "cnv_1",
    body: "Oi",
    mentions: [],
    createdAt: "2026-11-21T10:00:30.000Z",
  };
  const rows = [
    threadRow({ kind: "message", message: aMessage({ id: "msg_1" }) }),
    threadRow({ kind: "note", note }),
    threadRow({ kind: "message", message: aMessage({ id: "msg_3" }) }),
  ].filter((row) => row !== null);
  const shown = threadItems({ rows, unread: 0, dayOf });
  expect(shown.map((item) => item.kind)).toEqual(["day", "message", "note", "message"]);
  expect(shown.at(-1)).toMatchObject({ grouped: false });
});
