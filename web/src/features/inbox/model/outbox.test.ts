import { beforeEach, expect, test } from "vitest";
import { Problem } from "@/api/problem";
import { Outbox, type Outgoing } from "./outbox";

let sent: string[];
let answers: (() => void)[];

function outgoing(key: string, conversationId = "cnv_1"): Outgoing {
  return {
    key,
    conversationId,
    body: { type: "text" } as never,
    at: "2026-11-22T10:00:00Z",
    after: "",
  };
}

function outbox() {
  return new Outbox(
    {
      send: async ({ key }) => {
        sent.push(key);
        answers.shift()?.();
      },
      pause: () => Promise.resolve(),
      isPassing: (problem) => problem.isPassing,
    },
    localStorage,
    "outbox",
  );
}

function fails(problem: Problem) {
  return () => {
    throw problem;
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  localStorage.clear();
  sent = [];
  answers = [];
});

test("what the server has is forgotten", async () => {
  const box = outbox();
  box.add(outgoing("a"));
  expect(box.all()).toHaveLength(1);
  await settled();
  expect(box.all()).toEqual([]);
  expect(sent).toEqual(["a"]);
});

test("what passes is tried again with the same key, and what was written later waits for it", async () => {
  answers = [
    fails(new Problem({ slug: "offline" })),
    fails(new Problem({ slug: "unavailable", status: 503 })),
  ];
  const box = outbox();
  box.add(outgoing("a"));
  box.add(outgoing("b"));
  await settled();
  expect(sent).toEqual(["a", "a", "a", "b"]);
  expect(box.all()).toEqual([]);
});

test("what is refused stays, explained, until it is tried again or forgotten; the next one goes on", async () => {
  answers = [fails(new Problem({ slug: "service-window-closed", status: 409 }))];
  const box = outbox();
  box.add(outgoing("a"));
  box.add(outgoing("b"));
  await settled();
  expect(box.all().map(({ key, problem }) => [key, problem?.slug])).toEqual([
    ["a", "service-window-closed"],
  ]);
  box.retry("a");
  await settled();
  expect(sent).toEqual(["a", "b", "a"]);
  expect(box.all()).toEqual([]);
});

test("another conversation does not wait", async () => {
  let go = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  const order: string[] = [];
  const box = new Outbox(
    {
      send: async ({ key }) => {
        if (key === "a") await held;
        order.push(key);
      },
      pause: () => Promise.resolve(),
      isPassing: () => true,
    },
    localStorage,
    "outbox",
  );
  box.add(outgoing("a", "cnv_1"));
  box.add(outgoing("b", "cnv_2"));
  await settled();
  go();
  await settled();
  expect(order).toEqual(["b", "a"]);
});

test("what a closed page left is sent by the next one", async () => {
  const never = new Outbox(
    { send: () => new Promise(() => {}), pause: () => Promise.resolve(), isPassing: () => true },
    localStorage,
    "outbox",
  );
  never.add(outgoing("a"));
  const box = outbox();
  expect(box.all()).toHaveLength(1);
  box.resume();
  await settled();
  expect(sent).toEqual(["a"]);
});

test("one key stands in it once", () => {
  const box = outbox();
  box.add(outgoing("a"));
  box.add(outgoing("a"));
  expect(box.all()).toHaveLength(1);
});
