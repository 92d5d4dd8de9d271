import { expect, test } from "vitest";
import type { Conversation } from "@/api/types";
import { inParts, placeAfter, undoOf } from "./bulk";

const NOW = Date.parse("2026-11-22T12:00:00Z");

function row(id: string, more: Partial<Conversation> = {}): Conversation {
  const plain = { assigneeId: null, teamId: null, tagIds: [], priority: "none", unreadCount: 0 };
  return { id, status: "open", snoozedUntil: null, ...plain, ...more } as never;
}

test("who had different people each gets hers back, in one call a person", () => {
  const rows = [row("1", { assigneeId: "a" }), row("2"), row("3", { assigneeId: "a" })];
  expect(undoOf({ do: "assign", userId: "b" }, rows, NOW)).toEqual([
    { ids: ["1", "3"], action: { do: "assign", userId: "a" } },
    { ids: ["2"], action: { do: "assign", userId: null } },
  ]);
});

test("what the deed did not change is not touched", () => {
  const rows = [row("1", { assigneeId: "a", status: "closed", priority: "high" })];
  expect(undoOf({ do: "assign", userId: "a" }, rows, NOW)).toEqual([]);
  expect(undoOf({ do: "status", status: "closed" }, rows, NOW)).toEqual([]);
  expect(undoOf({ do: "priority", priority: "high" }, rows, NOW)).toEqual([]);
  expect(undoOf({ do: "read" }, rows, NOW)).toEqual([]);
});

test("a tag comes off only where it was put on", () => {
  const rows = [row("1", { tagIds: ["x"] }), row("2"), row("3")];
  expect(undoOf({ do: "tag", tagIds: ["x"] }, rows, NOW)).toEqual([
    { ids: ["2", "3"], action: { do: "untag", tagIds: ["x"] } },
  ]);
  expect(undoOf({ do: "untag", tagIds: ["x"] }, rows, NOW)).toEqual([
    { ids: ["1"], action: { do: "tag", tagIds: ["x"] } },
  ]);
});

test("what slept sleeps again, unless its time is over", () => {
  const later = "2026-11-23T12:00:00Z";
  const rows = [
    row("1", { status: "snoozed", snoozedUntil: later }),
    row("2", { status: "snoozed", snoozedUntil: "2026-11-22T11:00:00Z" }),
    row("3", { status: "pending" }),
  ];
  expect(undoOf({ do: "status", status: "closed" }, rows, NOW)).toEqual([
    { ids: ["1"], action: { do: "snooze", until: later } },
    { ids: ["2"], action: { do: "status", status: "open" } },
    { ids: ["3"], action: { do: "status", status: "pending" } },
  ]);
});

test("read and unread undo each other", () => {
  const rows = [row("1", { unreadCount: 2 }), row("2")];
  expect(undoOf({ do: "read" }, rows, NOW)).toEqual([{ ids: ["1"], action: { do: "unread" } }]);
  expect(undoOf({ do: "unread" }, rows, NOW)).toEqual([{ ids: ["2"], action: { do: "read" } }]);
});

test("the result is where the conversations stand afterwards", () => {
  const query = { view: "mine", status: null, unread: null, tag: "t" };
  expect(placeAfter({ query, action: { do: "status", status: "closed" } })).toEqual({
    view: "mine",
    status: "closed",
    tag: "t",
  });
  expect(placeAfter({ query, action: { do: "assign", userId: "b" } })).toEqual({
    view: "all",
    assignee: "b",
    tag: "t",
  });
});

test("a call takes at most two hundred", () => {
  const ids = Array.from({ length: 450 }, (_, at) => `${at}`);
  const parts = inParts({ ids, action: { do: "read" } });
  expect(parts.map((part) => part.ids.length)).toEqual([200, 200, 50]);
  expect(parts.flatMap((part) => part.ids)).toEqual(ids);
});
