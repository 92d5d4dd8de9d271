import type { Page } from "playwright-core";
import { expect } from "vitest";
import { type Crawled, crawl } from "./crawl";
import { journeys, signIn } from "./journey";
import { asOwner } from "./server";
import { aCustomer, conversationOf, openShop, writes } from "./shop";
import { OWNER, type World } from "./world";

/** One of each thing, so that every screen has something to show. */
async function furnish(world: World): Promise<Record<string, string>> {
  const { ana, reception } = await openShop(world);
  const lua = aCustomer("Lua Meireles");
  await writes(world, lua, "Vocês entregam no centro?");
  const conversationId = await conversationOf(world, lua);
  const { id: tag } = await asOwner<{ id: string }>(world, "POST", "/tags", {
    name: "VIP",
    hue: 30,
  });
  await asOwner(world, "POST", `/conversations/${conversationId}/tags`, { add: [tag] });
  await asOwner(world, "POST", "/quick-replies", {
    shortcut: "oi",
    body: "Olá, {{contact.firstName}}!",
  });
  const { id: awayId } = await asOwner<{ id: string }>(world, "POST", "/away-messages", {
    enabled: false,
    text: "Voltamos amanhã.",
    hours: [{ days: ["mon"], from: "09:00", to: "18:00" }],
    holidays: [{ date: "2026-12-25", name: "Natal" }],
  });
  await asOwner(world, "POST", "/views", {
    name: "Não lidas",
    query: { unread: true },
    shared: true,
  });
  await asOwner(world, "POST", "/api-keys", { name: "Loja virtual", scopes: ["*"] });
  const found = await asOwner<{ contact: { id: string }; numberId: string }>(
    world,
    "GET",
    `/conversations/${conversationId}`,
  );
  const { contact, numberId } = found;
  const ids = { conversationId, contactId: contact.id, numberId, userId: ana.id };
  return { ...ids, teamId: reception, awayId };
}

/** The addresses of all screens, from the app's own routes. */
async function screensOf(page: Page, values: Record<string, string>): Promise<string[]> {
  const paths = await page.evaluate(() => {
    const { __TSR_ROUTER__: router } = globalThis as never as {
      __TSR_ROUTER__: { routesByPath: object };
    };
    return Object.keys(router.routesByPath);
  });
  const filled = paths.map((path) =>
    path.replaceAll(/\$(\w+)/gu, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`the crawler does not know a ${name} for ${path}`);
      return value;
    }),
  );
  return [...new Set(filled.map((path) => path.replace(/(.)\/$/u, "$1")))];
}

/** Screens of who is not signed in; `/` and `/tenants` lead to another one. */
const OUTSIDE = ["/login", "/setup"];
const LEADING = ["/", "/tenants"];

async function crawlAll(page: Page, who: string, addresses: readonly string[]) {
  const framed = new Set<string>();
  const all: Crawled[] = [];
  for (const address of addresses) {
    const begun = Date.now();
    const crawled = await crawl(page, address, framed);
    console.log(`${who} ${address}: ${crawled.tried} controls in ${Date.now() - begun} ms`);
    all.push(crawled);
  }
  const tried = all.reduce((sum, one) => sum + one.tried, 0);
  console.log(`${who}: ${addresses.length} screens, ${tried} controls`);
  expect(all.flatMap(({ dead }) => dead)).toEqual([]);
  expect(tried).toBeGreaterThan(addresses.length);
}

let values: Promise<Record<string, string>> | undefined;

journeys(
  "the crawler",
  {
    async "finds no dead control outside"({ page }) {
      await crawlAll(page, "nobody", OUTSIDE);
    },
    async "finds no dead control as an owner"({ world, page }) {
      values ??= furnish(world);
      const known = await values;
      await signIn(page, OWNER, "/inbox");
      const screens = await screensOf(page, known);
      await crawlAll(
        page,
        "owner",
        screens.filter((path) => ![...OUTSIDE, ...LEADING].includes(path)),
      );
    },
    async "finds no dead control as an agent"({ world, page }) {
      values ??= furnish(world);
      const [known, { ana }] = await Promise.all([values, openShop(world)]);
      await signIn(page, ana, "/inbox");
      const screens = await screensOf(page, known);
      await crawlAll(
        page,
        "agent",
        screens.filter((path) => ![...OUTSIDE, ...LEADING].includes(path)),
      );
    },
  },
  { engines: ["sqlite"], timeout: 900_000 },
);
