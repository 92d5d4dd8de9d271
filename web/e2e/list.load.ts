import { chromium, type Page } from "playwright-core";
import { expect, test } from "vitest";
import { composer, enterInbox } from "./inboxScreen";
import { CHROMIUM_ARGS } from "./journey";
import { type Customer, connect, deliver } from "./shop";
import { OWNER, startWorld, type World } from "./world";

const CONVERSATIONS = 100_000;
const PER_DELIVERY = 500;
const PER_SECOND = 20;
const LETTERS = 200;
const BETWEEN_LETTERS_MS = 50;
/** So long a frame lasts where nothing hinders it. */
const FRAME_MS = 1000 / 60;

interface Smoothness {
  /** From one frame to the next, in milliseconds. */
  frames: number[];
  /** Tasks of more than 50 ms, in milliseconds. */
  longTasks: number[];
  /** From a key to what it changed on screen, where that took 16 ms or more. */
  keys: number[];
}

const customer = (n: number): Customer => ({
  name: `Cliente ${n}`,
  phone: `55119${70_000_000 + n}`,
});

/** One open conversation per customer, told by signed webhooks as Meta tells them, many to a delivery. */
async function fill(world: World) {
  for (let from = 0; from < CONVERSATIONS; from += PER_DELIVERY) {
    const now = Date.now();
    const said = Array.from({ length: PER_DELIVERY }, (_, index) => ({
      customer: customer(from + index),
      body: `Pergunta ${from + index}`,
      at: now - 3_600_000 + from * 10,
    }));
    await deliver(world, said, `fill.${from}`);
    if (from % 10_000 === 0) console.log(`${from} conversations told`);
  }
  const wanted = CONVERSATIONS / PER_DELIVERY;
  await expect
    .poll(() => projected(world), { timeout: 3_600_000, interval: 2_000 })
    .toBeGreaterThanOrEqual(wanted);
}

/** How many deliveries have become conversations. */
async function projected(world: World): Promise<number> {
  const figures = await (await fetch(`${world.url}/metrics`)).text();
  return Number(/^recado_projected_events_total (\d+)/mu.exec(figures)?.[1] ?? 0);
}

/** Types into the composer, and tells how smoothly the page went meanwhile. */
async function typeAndWatch(page: Page): Promise<Smoothness> {
  await composer(page).fill("");
  await page.evaluate(() => {
    const seen: Smoothness & { ended: boolean } = {
      frames: [],
      longTasks: [],
      keys: [],
      ended: false,
    };
    Object.assign(globalThis, { seen });
    let last = performance.now();
    requestAnimationFrame(function next(now) {
      seen.frames.push(now - last);
      last = now;
      if (!seen.ended) requestAnimationFrame(next);
    });
    const follow = (type: string, into: number[], more: object = {}) =>
      new PerformanceObserver((list) => {
        for (const { duration, name } of list.getEntries())
          if (type !== "event" || name === "keydown") into.push(duration);
      }).observe({ type, ...more });
    follow("longtask", seen.longTasks);
    follow("event", seen.keys, { durationThreshold: 16 });
  });
  const words = "o pedido sai hoje e chega amanhã cedo, ".repeat(8).slice(0, LETTERS);
  await composer(page).pressSequentially(words, {
    delay: BETWEEN_LETTERS_MS,
    timeout: 600_000,
  });
  expect(await composer(page).inputValue()).toBe(words);
  return page.evaluate(() => {
    const { seen } = globalThis as never as { seen: Smoothness & { ended: boolean } };
    seen.ended = true;
    return seen;
  });
}

/** Messages of customers all over the list, at an even pace, until it is stopped; every tenth is of the one in view. */
function keepWriting(world: World, inView: number) {
  let sent = 0;
  const deliveries: Promise<unknown>[] = [];
  const timer = setInterval(() => {
    const n = sent % 10 === 0 ? inView : (sent * 7_919) % CONVERSATIONS;
    const said = { customer: customer(n), body: `Mais uma pergunta ${sent}`, at: Date.now() };
    deliveries.push(deliver(world, [said], `more.${sent}`));
    sent += 1;
  }, 1_000 / PER_SECOND);
  return async () => {
    clearInterval(timer);
    await Promise.all(deliveries);
    return sent;
  };
}

function figures({ frames, longTasks, keys }: Smoothness) {
  const sorted = frames.toSorted((one, other) => one - other);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);
  return {
    "frame p50 ms": at(0.5),
    "frame p95 ms": at(0.95),
    "frame max ms": at(1),
    "dropped frames": sum(frames.map((frame) => Math.max(0, Math.round(frame / FRAME_MS) - 1))),
    "dropped of all %":
      (100 * sum(frames.map((frame) => Math.max(0, Math.round(frame / FRAME_MS) - 1)))) /
      (sum(frames) / FRAME_MS),
    "long tasks": longTasks.length,
    "long tasks ms": sum(longTasks),
    "longest task ms": Math.max(0, ...longTasks),
    "slow keys": keys.length,
    "slowest key ms": Math.max(0, ...keys),
  };
}

function tell(idle: Smoothness, busy: Smoothness) {
  const [quiet, loaded] = [figures(idle), figures(busy)];
  const rows = Object.keys(quiet) as (keyof typeof quiet)[];
  console.table(
    Object.fromEntries(
      rows.map((row) => {
        const ratio = quiet[row] === 0 ? "-" : (loaded[row] / quiet[row]).toFixed(2);
        return [
          row,
          {
            idle: Math.round(quiet[row] * 10) / 10,
            busy: Math.round(loaded[row] * 10) / 10,
            ratio,
          },
        ];
      }),
    ),
  );
}

test("typing while messages stream into a list of 100,000 conversations", async () => {
  const world = await startWorld("sqlite");
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: CHROMIUM_ARGS,
  });
  try {
    await connect(world);
    const begun = Date.now();
    await fill(world);
    console.log(`${CONVERSATIONS} conversations in ${Math.round((Date.now() - begun) / 1000)} s`);
    const page = await browser.newPage({
      baseURL: world.url,
      locale: "pt-BR",
      viewport: { width: 1440, height: 900 },
    });
    await enterInbox(page, OWNER);
    const opening = Date.now();
    await page.goto("/inbox?view=all");
    await page
      .getByRole("list", { name: "Lista de conversas" })
      .getByRole("link")
      .first()
      .waitFor();
    console.log(`the list is there after ${Date.now() - opening} ms`);
    const inView = CONVERSATIONS - 1;
    await page.getByText(customer(inView).name, { exact: true }).first().click();
    await composer(page).waitFor();
    await typeAndWatch(page);
    const idle = await typeAndWatch(page);
    const stop = keepWriting(world, inView);
    const busy = await typeAndWatch(page).finally(stop);
    const sent = await stop();
    await page
      .getByText(`Mais uma pergunta ${sent - 1}`)
      .first()
      .waitFor({ timeout: 60_000 });
    console.log(`${sent} messages came while ${LETTERS} letters were typed; all are shown`);
    tell(idle, busy);
  } finally {
    await Promise.all([browser.close(), world.stop()]);
  }
});
