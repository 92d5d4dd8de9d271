import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { expectAccessible } from "./axe";
import { enterInbox, row, thread } from "./inboxScreen";
import { journeys } from "./journey";
import { aCustomer, conversationOf, deliver, openShop, writes } from "./shop";
import { OWNER, type World } from "./world";

const HOUR_MS = 3_600_000;

/** A conversation of many pages, with one word said far above. */
async function longTalk(world: World, name: string) {
  await openShop(world);
  const customer = aCustomer(name);
  const before = Date.now() - 20 * HOUR_MS;
  const said = Array.from({ length: 130 }, (_, at) => ({
    customer,
    body: at === 4 ? "O bolêto da CONSULTA venceu ontem" : `Linha ${at} da conversa`,
    at: before + at * 60_000,
  }));
  await deliver(world, said, `long.${customer.phone}`);
  await conversationOf(world, customer);
  return customer;
}

function results(page: Page, kind: "Contatos" | "Mensagens"): Locator {
  return page.getByRole("region", { name: kind, exact: true }).getByRole("listitem");
}

/** Messages are found about a second after they came: typed anew until then. */
async function search(page: Page, words: string, found: Locator) {
  const field = page.getByRole("searchbox", { name: "Buscar em contatos e mensagens" });
  await expect
    .poll(
      async () => {
        await field.fill("");
        await field.fill(words);
        await found.first().waitFor({ timeout: 2_000 });
        return true;
      },
      { timeout: 15_000 },
    )
    .toBe(true);
}

/** Whether the words stand where they can be read. */
function isInSight(page: Page, words: string) {
  return thread(page)
    .getByText(words)
    .evaluate((said) => {
      const { top, bottom } = said.getBoundingClientRect();
      return top > 0 && bottom < innerHeight;
    });
}

journeys("search", {
  async "a message far above is found by its words and shown in its place"({ world, page }) {
    await longTalk(world, "Marta Rios");
    await enterInbox(page, OWNER);
    await row(page, "Marta Rios").waitFor();
    await page.keyboard.press("/");
    await page.getByText("O que você procura?").waitFor();
    await expectAccessible(page);
    const hit = results(page, "Mensagens").filter({ hasText: "venceu ontem" });
    await search(page, "consulta boleto", hit);
    await expect(hit.locator("mark").allInnerTexts()).resolves.toEqual(["bolêto", "CONSULTA"]);
    await expectAccessible(page);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Conversa com Marta Rios" }).waitFor();
    await expect.poll(() => isInSight(page, "O bolêto da CONSULTA venceu ontem")).toBe(true);
    expect(new URL(page.url()).hash).toMatch(/^#msg_/);

    // The address alone leads there too, and the search is still open.
    await page.reload();
    await expect.poll(() => isInSight(page, "O bolêto da CONSULTA venceu ontem")).toBe(true);
    await hit.waitFor();
    await page.getByRole("searchbox").press("Escape");
    await row(page, "Marta Rios").waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.ariaLabel))
      .toBe("Buscar em contatos e mensagens");
  },

  async "contacts are found by name and number, half a word of a message is not"({ world, page }) {
    await openShop(world);
    const customer = aCustomer("Nádia Fontes");
    await writes(world, customer, "Recebi o orçamento");
    await conversationOf(world, customer);
    await enterInbox(page, OWNER);
    await page.getByRole("button", { name: "Buscar em contatos e mensagens" }).click();
    await search(page, customer.phone.slice(-9), results(page, "Contatos"));
    await search(page, "nadia", results(page, "Contatos"));
    await results(page, "Contatos").getByRole("button", { name: "Nádia Fontes" }).click();
    await page.getByRole("region", { name: "Conversa com Nádia Fontes" }).waitFor();
    await page.getByRole("searchbox").fill("orçamen");
    await page.getByText("Nada encontrado").waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Fechar a busca" }).click();
    await row(page, "Nádia Fontes").waitFor();
  },

  async "the command bar leads to people and to the search"({ world, page }) {
    await openShop(world);
    const customer = aCustomer("Otto Falcão");
    await writes(world, customer, "Qual o prazo da garantia?");
    await conversationOf(world, customer);
    await enterInbox(page, OWNER, "?view=mine");
    const bar = page.getByRole("dialog", { name: "Comandos" });
    await page.keyboard.press("Control+k");
    await bar.waitFor();
    await page.keyboard.type("otto");
    await bar.getByRole("option", { name: /Otto Falcão/ }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Conversa com Otto Falcão" }).waitFor();
    await page.keyboard.press("Control+k");
    await bar.waitFor();
    await page.keyboard.type("garantia");
    await bar.getByRole("option", { name: "Buscar “garantia” nas mensagens" }).click();
    const hit = results(page, "Mensagens").filter({ hasText: "prazo da garantia" });
    await search(page, "garantia", hit);
  },
});

journeys(
  "search on a phone",
  {
    async "the results give way to the conversation and come back"({ world, page }) {
      const customer = await longTalk(world, "Paula Dias");
      await enterInbox(page, OWNER);
      await page.getByRole("button", { name: "Buscar em contatos e mensagens" }).click();
      const hit = results(page, "Mensagens").filter({ hasText: "venceu ontem" });
      await search(page, "boleto consulta", hit);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      await expectAccessible(page);
      await hit.getByRole("link").click();
      await page.getByRole("region", { name: `Conversa com ${customer.name}` }).waitFor();
      await expect.poll(() => isInSight(page, "O bolêto da CONSULTA venceu ontem")).toBe(true);
      await page.goBack();
      await hit.waitFor();
    },
  },
  { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
);
