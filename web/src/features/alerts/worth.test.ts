import { expect, test } from "vitest";
import type { NumberedEvent } from "@/realtime/events";
import { takeMessage } from "./claim";
import { worthTelling } from "./worth";

const AT = "2026-11-22T10:00:00.000Z";
const NOW = Date.parse(AT) + 2_000;

function news(message: object = {}, conversation: object = {}, type = "message:new") {
  const data = {
    message: { id: "msg_1", direction: "inbound", type: "text", ...message },
    conversation: { id: "cnv_1", assigneeId: null, unreadCount: 1, ...conversation },
  };
  return { seq: 1, type, at: AT, data } as NumberedEvent;
}

test("a customer's message is told to whom it concerns", () => {
  expect(worthTelling(news(), "usr_me", NOW)).not.toBeNull();
  expect(worthTelling(news({}, { assigneeId: "usr_me" }), "usr_me", NOW)).not.toBeNull();
  expect(worthTelling(news({}, { assigneeId: "usr_other" }), "usr_me", NOW)).toBeNull();
});

test("our own messages, changes, what is read and what is old are no news", () => {
  expect(worthTelling(news({ direction: "outbound" }), "usr_me", NOW)).toBeNull();
  expect(worthTelling(news({ type: "system" }), "usr_me", NOW)).toBeNull();
  expect(worthTelling(news({}, {}, "conversation:updated"), "usr_me", NOW)).toBeNull();
  expect(worthTelling(news({}, { unreadCount: 0 }), "usr_me", NOW)).toBeNull();
  expect(worthTelling(news(), "usr_me", NOW + 3_600_000)).toBeNull();
});

test("of several pages one tells of a message", () => {
  localStorage.clear();
  expect(takeMessage("msg_1")).toBe(true);
  expect(takeMessage("msg_1")).toBe(false);
  for (let n = 2; n < 40; n += 1) expect(takeMessage(`msg_${n}`)).toBe(true);
  expect(takeMessage("msg_39")).toBe(false);
});
