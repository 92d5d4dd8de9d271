import type { Page } from "playwright-core";
import { expect } from "vitest";
import { answer, composer, enterInbox, open, row, thread } from "./inboxScreen";
import { journeys } from "./journey";
import { asOwner } from "./server";
import { aCustomer, conversationOf, openShop, reachedMeta, writes } from "./shop";
import type { World } from "./world";

const AT_MOST_MS = 1_000;
const ROUNDS = 5;

interface Round {
  /** What one browser does. */
  deed: () => Promise<unknown>;
  /** What the other then shows. */
  seen: () => Promise<unknown>;
}

/** How long it takes from a deed in one browser until the other shows it; the middle one of several, as machines have moments. */
async function timed(what: string, round: (n: number) => Promise<Round>) {
  const times: number[] = [];
  for (let n = 0; n < ROUNDS; n += 1) {
    const { deed, seen } = await round(n);
    const begun = performance.now();
    await Promise.all([deed(), seen()]);
    times.push(Math.round(performance.now() - begun));
  }
  const middle = times.toSorted((one, other) => one - other)[Math.floor(ROUNDS / 2)] ?? 0;
  console.log(`${what}: ${times.join(", ")} ms, middle ${middle} ms`);
  expect(middle, what).toBeLessThan(AT_MOST_MS);
}

/** The two agents of the store, each in a browser of her own, with the customer's conversation open. */
async function twoAgents(world: World, page: Page, another: Page, name: string) {
  const { bruno, carla, store } = await openShop(world);
  const customer = aCustomer(name);
  await writes(world, customer, "Olá");
  const id = await conversationOf(world, customer);
  await asOwner(world, "POST", `/conversations/${id}/assign`, { teamId: store });
  await Promise.all([enterInbox(page, bruno), enterInbox(another, carla)]);
  await Promise.all([open(page, name), open(another, name)]);
  return customer;
}

journeys("two agents", {
  async "see what the other does, and the customer, within a second"({ world, page, anotherPage }) {
    const other = await anotherPage();
    const gil = await twoAgents(world, page, other, "Gil Antunes");
    await timed("a customer's message", async (n) => ({
      deed: () => writes(world, gil, `Pergunta ${n}`),
      seen: () => thread(other).getByText(`Pergunta ${n}`).waitFor(),
    }));
    await timed("a colleague's answer", async (n) => {
      await composer(page).fill(`Resposta ${n}`);
      return {
        deed: () => composer(page).press("Enter"),
        seen: () => thread(other).getByText(`Resposta ${n}`).waitFor(),
      };
    });
    const panel = other.getByRole("complementary", { name: "Painel do contato" });
    await page.getByRole("log").focus();
    await timed("an assignment", async (n) => {
      const toBruno = n % 2 === 0;
      if (!toBruno) await page.getByRole("button", { name: /^Responsável/ }).click();
      const nobody = page.getByRole("menuitem", { name: "Deixar sem responsável" });
      return {
        deed: () => (toBruno ? page.keyboard.press("i") : nobody.click()),
        seen: () => panel.getByText(toBruno ? "Bruno Reis" : "Sem responsável").waitFor(),
      };
    });
    await timed("a status", async (n) => ({
      deed: () =>
        page.getByRole("button", { name: n % 2 === 0 ? /^Encerrar/ : /^Reabrir/ }).click(),
      seen: () => panel.getByText(n % 2 === 0 ? "Encerrada" : "Aberta").waitFor(),
    }));
  },

  async "are told while the other writes"({ world, page, anotherPage }) {
    const other = await anotherPage();
    await twoAgents(world, page, other, "Hugo Lins");
    await composer(page).pressSequentially("Deixa que eu respondo");
    await other.getByText("Bruno Reis está respondendo").waitFor();
  },

  async "lose nothing when the server is killed, and need no reload"({ world, page, anotherPage }) {
    const other = await anotherPage();
    const ines = await twoAgents(world, page, other, "Inês Falcão");
    await answer(page, "Antes da queda");
    await thread(other).getByText("Antes da queda").waitFor();
    const opened = await Promise.all([page, other].map(markPage));
    await world.stopServer("SIGKILL");
    // Written while the server is away, by all three: it waits in the browsers and at Meta.
    await writes(world, ines, "Cliente durante a queda");
    await answer(page, "Bruno durante a queda");
    await answer(other, "Carla durante a queda");
    await page.getByText("Sem conexão.").waitFor();
    await world.startServer();
    const all = [
      "Antes da queda",
      "Cliente durante a queda",
      "Bruno durante a queda",
      "Carla durante a queda",
    ];
    for (const where of [page, other]) {
      for (const words of all) await thread(where).getByText(words).waitFor({ timeout: 60_000 });
      await where.getByText("Sem conexão.").waitFor({ state: "detached", timeout: 30_000 });
    }
    const reached = () => reachedMeta(world, ines).then((sent) => sent.toSorted());
    await expect
      .poll(reached, { timeout: 30_000 })
      .toEqual(["Antes da queda", "Bruno durante a queda", "Carla durante a queda"]);
    for (const where of [page, other])
      for (const words of all) expect(await thread(where).getByText(words).count()).toBe(1);
    expect(await Promise.all([page, other].map(markOf))).toEqual(opened);
    await row(page, ines.name).waitFor();
  },
});

/** Something that a reload would take away. */
function markPage(page: Page): Promise<number> {
  return page.evaluate(() => {
    const marked = globalThis as { openedOnce?: number };
    marked.openedOnce = performance.timeOrigin;
    return marked.openedOnce;
  });
}

function markOf(page: Page): Promise<number | undefined> {
  return page.evaluate(() => (globalThis as { openedOnce?: number }).openedOnce);
}
