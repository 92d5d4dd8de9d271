import { QueryClient } from "@tanstack/react-query";
import { beforeEach, expect, test } from "vitest";
import { type ConversationFilters, keys } from "@/api/keys";
import { session } from "@/api/session";
import type { Conversation, Message } from "@/api/types";
import type { NumberedEvent } from "../events";
import { applyEvents } from ".";
import type { Pages } from "./pages";
import { type ThreadRow, threadRow } from "./thread";

const me = { userId: "usr_me", teams: ["tem_a"] };
let client: QueryClient;
let seq = 0;

beforeEach(() => {
  client = new QueryClient();
});

const minute = (n: number) => `2026-11-22T10:${String(n).padStart(2, "0")}:00.000Z`;

function conversation(id: string, at: number, more: Partial<Conversation> = {}): Conversation {
  return {
    id,
    contact: { id: `con_${id}`, name: id, identities: [], tagIds: [], createdAt: minute(0) },
    numberId: "num_1",
    status: "open",
    assigneeId: null,
    teamId: null,
    priority: "none",
    tagIds: [],
    unreadCount: 0,
    lastActivityAt: minute(at),
    lastMessage: null,
    ...more,
  };
}

function message(id: string, at: number, more: Partial<Message> = {}): Message {
  return {
    id,
    conversationId: "a",
    contactId: "con_a",
    numberId: "num_1",
    direction: "outbound",
    source: "agent",
    type: "text",
    content: { body: "Oi" },
    status: "queued",
    createdAt: minute(at),
    statusTimes: {},
    ...more,
  } as Message;
}

function row(id: string, at: number) {
  return threadRow({ kind: "message", message: message(id, at) }) as ThreadRow;
}

function shows(
  filters: ConversationFilters,
  rows: Conversation[],
  nextCursor: string | null = null,
) {
  const pages: Pages<Conversation> = {
    pages: [{ data: rows, nextCursor }],
    pageParams: [undefined],
  };
  client.setQueryData(keys.conversationList(filters), pages);
}

const listed = (filters: ConversationFilters) =>
  client
    .getQueryData<Pages<Conversation>>(keys.conversationList(filters))
    ?.pages.flatMap(({ data }) => data.map(({ id }) => id));

function happens(type: string, data: unknown) {
  const event: NumberedEvent = { seq: ++seq, prev: seq - 1, type, at: minute(59), data };
  applyEvents(client, [event], me);
}

test("a new message moves its conversation to the top of the lists it belongs to", () => {
  shows({ view: "all" }, [conversation("b", 5), conversation("a", 1)]);
  happens("message:new", { message: message("m", 9), conversation: conversation("a", 9) });
  expect(listed({ view: "all" })).toEqual(["a", "b"]);
});

test("a conversation enters and leaves lists as their filters say", () => {
  shows({ view: "mine" }, [conversation("b", 5, { assigneeId: "usr_me" })]);
  shows({ view: "unassigned" }, [conversation("a", 1)]);
  happens("conversation:assigned", {
    conversation: conversation("a", 7, { assigneeId: "usr_me" }),
  });
  expect(listed({ view: "mine" })).toEqual(["a", "b"]);
  expect(listed({ view: "unassigned" })).toEqual([]);
  happens("conversation:closed", {
    conversation: conversation("a", 7, { assigneeId: "usr_me", status: "closed" }),
  });
  expect(listed({ view: "mine" })).toEqual(["b"]);
});

test("one that stands behind the last loaded row waits for its page", () => {
  shows({ view: "all" }, [conversation("b", 5)], "more");
  happens("conversation:updated", { conversation: conversation("a", 1) });
  expect(listed({ view: "all" })).toEqual(["b"]);
});

test("a list that only the server can judge is asked for again", () => {
  const key = keys.conversationList({ search: "vip" });
  shows({ search: "vip" }, [conversation("b", 5)]);
  happens("conversation:updated", { conversation: conversation("a", 7) });
  expect(client.getQueryState(key)?.isInvalidated).toBe(true);
  expect(listed({ search: "vip" })).toEqual(["b"]);
});

test("ticks move in the thread and in the list, and a failure is kept when a later status overrides it", () => {
  const thread: Pages<ThreadRow> = {
    pages: [{ data: [row("m", 1)], nextCursor: null }],
    pageParams: [null],
  };
  client.setQueryData(keys.thread("a"), thread);
  shows({}, [conversation("a", 1, { lastMessage: message("m", 1) })]);
  const error = { code: 131_026, title: "x", who: "customer", remedy: "y" };
  happens("message:status", {
    messageId: "m",
    conversationId: "a",
    status: "failed",
    at: minute(2),
    error,
  });
  happens("message:status", {
    messageId: "m",
    conversationId: "a",
    status: "delivered",
    at: minute(3),
    error: null,
  });
  const shown = client.getQueryData<Pages<ThreadRow>>(keys.thread("a"))?.pages[0]?.data[0];
  expect(shown).toMatchObject({
    message: {
      status: "delivered",
      error,
      statusTimes: { failed: minute(2), delivered: minute(3) },
    },
  });
  const last = client.getQueryData<Pages<Conversation>>(keys.conversationList({}))?.pages[0]
    ?.data[0]?.lastMessage;
  expect(last?.status).toBe("delivered");
});

test("a message that was left unconfirmed is shown so in the thread and in the list", () => {
  const thread: Pages<ThreadRow> = {
    pages: [{ data: [row("m", 1)], nextCursor: null }],
    pageParams: [null],
  };
  client.setQueryData(keys.thread("a"), thread);
  shows({}, [conversation("a", 1, { lastMessage: message("m", 1) })]);
  const left = message("m", 1, { status: "unconfirmed", dismissedAt: minute(2) });
  happens("message:updated", { message: left });
  const shown = client.getQueryData<Pages<ThreadRow>>(keys.thread("a"))?.pages[0]?.data[0];
  expect(shown).toMatchObject({ id: "m", message: left });
  const last = client.getQueryData<Pages<Conversation>>(keys.conversationList({}))?.pages[0]
    ?.data[0]?.lastMessage;
  expect(last).toEqual(left);
});

test("a message that is told twice stands in the thread once, at its place", () => {
  const thread: Pages<ThreadRow> = {
    pages: [{ data: [row("m3", 3), row("m1", 1)], nextCursor: null }],
    pageParams: [null],
  };
  client.setQueryData(keys.thread("a"), thread);
  for (const status of ["queued", "sent"]) {
    happens("message:new", {
      message: message("m2", 2, { status }),
      conversation: conversation("a", 2),
    });
  }
  const rows = client
    .getQueryData<Pages<ThreadRow>>(keys.thread("a"))
    ?.pages.flatMap(({ data }) => data);
  expect(rows?.map(({ id }) => id)).toEqual(["m3", "m2", "m1"]);
});

test("a conversation that is gone leaves every list and takes its messages with it", () => {
  shows({}, [conversation("a", 1), conversation("b", 0)]);
  client.setQueryData(keys.thread("a"), { pages: [], pageParams: [] });
  happens("conversation:gone", { conversationId: "a" });
  expect(listed({})).toEqual(["b"]);
  expect(client.getQueryData(keys.thread("a"))).toBeUndefined();
});

test("a renamed contact is renamed wherever it stands", () => {
  shows({}, [conversation("a", 1)]);
  happens("contact:updated", {
    contact: { id: "con_a", name: "Ana", identities: [], tagIds: [], createdAt: minute(0) },
  });
  const row = client.getQueryData<Pages<Conversation>>(keys.conversationList({}))?.pages[0]
    ?.data[0];
  expect(row?.contact.name).toBe("Ana");
});

test("an event of a kind that this page does not know changes nothing", () => {
  shows({}, [conversation("a", 1)]);
  happens("flow:started", { anything: true });
  expect(listed({})).toEqual(["a"]);
});

test("notes and what was done come into the thread at their place, an edited note instead of the old one", () => {
  const thread: Pages<ThreadRow> = {
    pages: [{ data: [row("msg_3", 3), row("msg_1", 1)], nextCursor: null }],
    pageParams: [null],
  };
  client.setQueryData(keys.thread("a"), thread);
  const note = { id: "nte_2", conversationId: "a", body: "Oi", mentions: [], createdAt: minute(2) };
  happens("note:new", { note });
  happens("note:updated", { note: { ...note, body: "Olá" } });
  const entry = {
    id: "cev_4",
    conversationId: "a",
    kind: "closed",
    by: null,
    data: {},
    at: minute(4),
  };
  happens("conversation:closed", {
    conversation: conversation("a", 4, { status: "closed" }),
    entry,
  });
  const rows = client.getQueryData<Pages<ThreadRow>>(keys.thread("a"))?.pages[0]?.data;
  expect(rows?.map(({ id }) => id)).toEqual(["cev_4", "msg_3", "nte_2", "msg_1"]);
  expect(rows?.[2]).toMatchObject({ note: { body: "Olá" } });
});

test("a tag is made, renamed and deleted wherever tags are chosen from", () => {
  const tag = (id: string, name: string) => ({ id, name, hue: 20, createdAt: minute(1) });
  client.setQueryData(keys.tags, { data: [tag("tag_b", "Beta")], nextCursor: null });
  const names = () =>
    client.getQueryData<{ data: { name: string }[] }>(keys.tags)?.data.map(({ name }) => name);
  happens("tag:updated", { tag: tag("tag_a", "Alfa") });
  expect(names()).toEqual(["Alfa", "Beta"]);
  happens("tag:updated", { tag: tag("tag_a", "Zeta") });
  expect(names()).toEqual(["Beta", "Zeta"]);
  happens("tag:deleted", { tagId: "tag_b" });
  expect(names()).toEqual(["Zeta"]);
});

test("a list by tag takes and loses conversations as their tags change", () => {
  shows({ tag: "tag_a" }, [conversation("b", 5, { tagIds: ["tag_a"] })]);
  happens("conversation:updated", { conversation: conversation("b", 5) });
  expect(listed({ tag: "tag_a" })).toEqual([]);
});

test("the company's new name and colour are everywhere at once, and teams are asked for anew", async () => {
  const tenant = {
    id: "ten_a",
    slug: "a",
    name: "A",
    role: "owner",
    timeZone: "UTC",
    accent: null,
  };
  const user = { id: "usr_me", name: "Me", email: "me@a", isSuperAdmin: false } as never;
  session.begin({ accessToken: "t", expiresIn: 900, user, tenants: [tenant] });
  client.setQueryData([...keys.teams, "all"], { data: [] });
  happens("tenant:updated", { tenant: { ...tenant, name: "B", accent: 290 } });
  happens("team:deleted", { teamId: "tem_a" });
  expect(session.get().tenant).toMatchObject({ name: "B", accent: 290, role: "owner" });
  expect(client.getQueryData(keys.tenant)).toMatchObject({ name: "B" });
  expect(client.getQueryState([...keys.teams, "all"])?.isInvalidated).toBe(true);
});

test("a number that is changed is so in lists that come whole, too", () => {
  const number = { id: "num_1", name: "Loja", status: "active" };
  client.setQueryData([...keys.numbers, "all"], { data: [number] });
  happens("number:updated", { number: { ...number, status: "inactive" } });
  expect(client.getQueryData([...keys.numbers, "all"])).toEqual({
    data: [{ ...number, status: "inactive" }],
  });
});

test("a number that nobody has listed makes the list be asked for anew", () => {
  client.setQueryData([...keys.numbers, "all"], { data: [], nextCursor: null });
  happens("number:updated", { number: { id: "num_new", status: "active" } });
  expect(client.getQueryState([...keys.numbers, "all"])?.isInvalidated).toBe(true);
});
