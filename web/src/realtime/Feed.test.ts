import { describe, expect, test, vi } from "vitest";
import { Problem } from "@/api/problem";
import type { EventPage, NumberedEvent } from "./events";
import { Feed } from "./Feed";

const event = (
  seq: number,
  prev: number | null = seq - 1,
  type = "message:new",
): NumberedEvent => ({
  seq,
  prev,
  type,
  at: "2026-11-22T10:00:00.000Z",
  data: {},
});

/** A feed over a server that holds these events. */
function feedOver(held: NumberedEvent[], pageSize = 200) {
  const applied: number[] = [];
  const reload = vi.fn();
  const failed = vi.fn();
  const fetchEvents = vi.fn(async (after: number | undefined): Promise<EventPage> => {
    const head = held.at(-1)?.seq ?? 0;
    if (after === undefined) return { data: [], nextAfter: head, head };
    const data = held.filter(({ seq }) => seq > after).slice(0, pageSize);
    return { data, nextAfter: data.length < pageSize ? head : (data.at(-1)?.seq ?? head), head };
  });
  const apply = (events: NumberedEvent[]) => applied.push(...events.map(({ seq }) => seq));
  const feed = new Feed({ fetchEvents, apply, reload, failed });
  return { feed, applied, reload, failed, fetchEvents, held };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe("a socket that stands", () => {
  test("begins where the server says and has the lists loaded", async () => {
    const { feed, reload, fetchEvents, applied } = feedOver([]);
    await feed.ready(41);
    expect(feed.last).toBe(41);
    expect(reload).toHaveBeenCalledOnce();
    feed.arrived(event(42));
    expect(applied).toEqual([42]);
    expect(fetchEvents).not.toHaveBeenCalled();
  });

  test("drops what is known", async () => {
    const { feed, applied } = feedOver([]);
    await feed.ready(41);
    for (const seq of [40, 41, 42, 42, 41, 43]) feed.arrived(event(seq));
    expect(applied).toEqual([42, 43]);
  });

  test("knows that numbers it may not see are no gap", async () => {
    const { feed, applied, fetchEvents } = feedOver([]);
    await feed.ready(41);
    feed.arrived(event(50, 41));
    feed.arrived(event(60, 50));
    expect(applied).toEqual([50, 60]);
    expect(fetchEvents).not.toHaveBeenCalled();
  });

  test("ignores what comes before it was greeted", () => {
    const { feed, applied } = feedOver([]);
    feed.arrived(event(1));
    expect(applied).toEqual([]);
  });
});

describe("a gap", () => {
  test("is filled before what comes after it", async () => {
    const { feed, applied } = feedOver([event(42), event(43), event(44)]);
    await feed.ready(41);
    feed.arrived(event(44, 43));
    await settled();
    expect(applied).toEqual([42, 43, 44]);
  });

  test("is filled page by page, and what arrives meanwhile comes once and in order", async () => {
    const { feed, applied, held } = feedOver([event(42), event(43), event(44), event(45)], 2);
    await feed.ready(41);
    feed.arrived(event(45, 44));
    held.push(event(46));
    feed.arrived(event(46, 45));
    feed.arrived(event(47, 46));
    await settled();
    expect(applied).toEqual([42, 43, 44, 45, 46, 47]);
  });

  test("within what arrived during a catch-up is filled too", async () => {
    const { feed, applied, held, fetchEvents } = feedOver([event(42)]);
    await feed.ready(41);
    const again = feed.ready(42);
    held.push(event(43), event(44));
    fetchEvents.mockResolvedValueOnce({ data: [event(42)], nextAfter: 42, head: 42 });
    feed.arrived(event(44, 43));
    await again;
    await settled();
    expect(applied).toEqual([42, 43, 44]);
  });

  test("that is deleted at the server loads everything anew", async () => {
    const { feed, fetchEvents, reload, applied } = feedOver([event(90)]);
    await feed.ready(41);
    fetchEvents.mockRejectedValueOnce(new Problem({ slug: "events-expired", status: 410 }));
    feed.arrived(event(91, 90));
    await settled();
    expect(reload).toHaveBeenCalledTimes(2);
    expect(applied).toEqual([91]);
  });

  test("that is very long loads everything anew instead", async () => {
    const { feed, fetchEvents, reload, applied } = feedOver([event(5000)]);
    await feed.ready(41);
    fetchEvents.mockResolvedValueOnce({ data: [event(42)], nextAfter: 42, head: 5000 });
    await feed.ready(5000);
    expect(reload).toHaveBeenCalledTimes(2);
    expect(applied).toEqual([]);
    expect(feed.last).toBe(5000);
  });
});

describe("a reconnect", () => {
  test("catches up from the last event applied", async () => {
    const { feed, applied, reload } = feedOver([event(42), event(43)]);
    await feed.ready(41);
    await feed.ready(43);
    expect(applied).toEqual([42, 43]);
    expect(reload).toHaveBeenCalledOnce();
  });

  test("that cannot catch up stands still, and goes on later without loss", async () => {
    const { feed, fetchEvents, failed, applied } = feedOver([event(42), event(43)]);
    await feed.ready(41);
    fetchEvents.mockRejectedValueOnce(new Problem({ slug: "unavailable", status: 503 }));
    await feed.ready(42);
    expect(failed).toHaveBeenCalledOnce();
    feed.arrived(event(43, 42));
    expect(applied).toEqual([]);
    await feed.again();
    expect(applied).toEqual([42, 43]);
  });
});

describe("a resync", () => {
  test("behind a number catches up", async () => {
    const { feed, applied } = feedOver([event(42), event(43)]);
    await feed.ready(41);
    await feed.resync(41);
    expect(applied).toEqual([42, 43]);
  });

  test("without a number loads everything anew, also when it comes during a catch-up", async () => {
    const { feed, reload, applied } = feedOver([event(42)]);
    await feed.ready(41);
    const catching = feed.resync(41);
    await feed.resync(null);
    await catching;
    expect(reload).toHaveBeenCalledTimes(2);
    expect(applied).toEqual([42]);
    expect(feed.last).toBe(42);
  });

  test("among the missed events loads everything anew", async () => {
    const { feed, reload, applied } = feedOver([event(42), event(43, null, "resync"), event(44)]);
    await feed.ready(41);
    await feed.ready(44);
    expect(reload).toHaveBeenCalledTimes(2);
    expect(applied).toEqual([]);
    expect(feed.last).toBe(44);
  });
});
