import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import type { NumberedEvent } from "./events";
import { Overtaken } from "./overtaken";

const KEY = ["thread", "cnv_1"];

function happening(seq: number): NumberedEvent {
  return { seq, type: "message:new", at: "2026-11-23T10:00:00.000Z", data: null };
}

/** A thread of numbers; what happens adds its own, where the thread is loaded. */
function aScreen() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const add = (events: NumberedEvent[]) =>
    client.setQueryData<number[]>(
      KEY,
      (known) => known && [...new Set([...known, ...events.map(({ seq }) => seq)])],
    );
  const overtaken = new Overtaken(client, add);
  overtaken.watch();
  const happens = (...seqs: number[]) => {
    const events = seqs.map(happening);
    overtaken.happened(events);
    add(events);
  };
  const asksFor = () => {
    let answer = (_: number[]) => {};
    let fail = (_: Error) => {};
    const queryFn = () =>
      new Promise<number[]>((resolve, reject) => {
        answer = resolve;
        fail = reject;
      });
    const done = client.fetchQuery({ queryKey: KEY, queryFn }).catch(() => undefined);
    return {
      async answers(known: number[]) {
        answer(known);
        await done;
      },
      async fails() {
        fail(new Error("lost"));
        await done;
      },
    };
  };
  return { client, happens, asksFor, shown: () => client.getQueryData(KEY) };
}

test("what happens while a list is loaded for the first time stands in it", async () => {
  const { happens, asksFor, shown } = aScreen();
  const asked = asksFor();
  happens(2);
  await asked.answers([1]);
  expect(shown()).toEqual([1, 2]);
});

test("an answer read before what happened does not take it away again", async () => {
  const { client, happens, asksFor, shown } = aScreen();
  client.setQueryData(KEY, [1], { updatedAt: 1 });
  const asked = asksFor();
  happens(2);
  happens(3);
  expect(shown()).toEqual([1, 2, 3]);
  await asked.answers([1, 2]);
  expect(shown()).toEqual([1, 2, 3]);
});

test("what happened before the question, or while nothing was asked, is not told twice", async () => {
  const { happens, asksFor, shown } = aScreen();
  await asksFor().answers([1]);
  happens(2);
  await asksFor().answers([1]);
  expect(shown()).toEqual([1]);
});

test("a question that failed leaves nothing behind", async () => {
  const { happens, asksFor, shown } = aScreen();
  const lost = asksFor();
  happens(2);
  await lost.fails();
  await asksFor().answers([5]);
  expect(shown()).toEqual([5]);
});

test("who missed more than is kept is asked anew", async () => {
  const { client, happens, asksFor } = aScreen();
  const asked = asksFor();
  happens(...Array.from({ length: 1_200 }, (_, seq) => seq + 1));
  await asked.answers([]);
  expect(client.getQueryState(KEY)?.isInvalidated).toBe(true);
});
