import type { Page } from "playwright-core";
import { expect } from "vitest";
import { expectAccessible } from "./axe";
import { enterInbox, row } from "./inboxScreen";
import { journeys } from "./journey";
import { asOwner } from "./server";
import { aCustomer, type Customer, conversationOf, openShop, writes } from "./shop";
import { OWNER, type World } from "./world";

/** The bar over the list. */
function bar(page: Page) {
  return page.getByRole("region", { name: "Ações em massa" });
}

function item(page: Page, name: string) {
  return page
    .getByRole("list", { name: "Lista de conversas" })
    .getByRole("listitem")
    .filter({ hasText: name });
}

/** Customers who wrote one after the other: the last one stands on top. */
async function customers(world: World, ...names: string[]): Promise<Customer[]> {
  await openShop(world);
  const all = names.map(aCustomer);
  for (const customer of all) {
    await writes(world, customer, `Oi, aqui é ${customer.name}`);
    await conversationOf(world, customer);
  }
  return all;
}

interface Found {
  data: {
    contact: { name: string };
    status: string;
    assigneeId: string | null;
    tagIds: string[];
  }[];
}

/** How the customers' conversations are at the server. */
async function states(world: World, names: readonly string[]) {
  const all: Found["data"] = [];
  for (const status of ["open", "closed", "archived", "snoozed"]) {
    const path = `/conversations?limit=200&status=${status}`;
    all.push(...(await asOwner<Found>(world, "GET", path)).data);
  }
  return names.map((name) => all.find(({ contact }) => contact.name === name));
}

async function statuses(world: World, names: readonly string[]) {
  return (await states(world, names)).map((found) => found?.status);
}

/** Closes what earlier journeys left, so that the list holds only this one's. */
async function clearDesk(world: World) {
  const { data } = await asOwner<{ data: { id: string }[] }>(
    world,
    "GET",
    "/conversations?view=all&limit=200",
  );
  if (data.length === 0) return;
  const action = { do: "status", status: "archived" };
  await asOwner(world, "POST", "/conversations/bulk", { ids: data.map(({ id }) => id), action });
}

journeys("many conversations at once", {
  async "by mouse: by avatar, Ctrl and Shift, closed together and brought back"({ world, page }) {
    const names = ["Alda Reis", "Beto Nunes", "Cida Prado", "Davi Melo"];
    await customers(world, ...names);
    await enterInbox(page, OWNER);
    await item(page, "Davi Melo").getByRole("checkbox", { name: "Selecionar Davi Melo" }).click();
    await bar(page).getByText("1 selecionada").waitFor();
    await row(page, "Beto Nunes").click({ modifiers: ["Shift"] });
    await bar(page).getByText("3 selecionadas").waitFor();
    await row(page, "Cida Prado").click({ modifiers: ["Control"] });
    await bar(page).getByText("2 selecionadas").waitFor();
    expect(new URL(page.url()).pathname).toBe("/inbox");
    await expectAccessible(page);
    await bar(page).getByRole("button", { name: "Mais ações em massa" }).click();
    await page.getByRole("menuitem", { name: "Arquivar" }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await bar(page).getByRole("button", { name: "Encerrar" }).click();
    await page.getByText("Encerradas (2)").waitFor();
    await row(page, "Davi Melo").waitFor({ state: "detached" });
    await bar(page).waitFor({ state: "detached" });
    expect(await statuses(world, names)).toEqual(["open", "closed", "open", "closed"]);
    await page.getByRole("button", { name: /Desfazer/ }).click();
    await row(page, "Davi Melo").waitFor();
    await row(page, "Beto Nunes").waitFor();
    await expect.poll(() => statuses(world, names)).toEqual(["open", "open", "open", "open"]);
    await clearDesk(world);
  },

  async "by keyboard: X, Shift and X, tags, a person and the command bar"({ world, page }) {
    const names = ["Elza Pires", "Fábio Luz", "Gina Serra"];
    await customers(world, ...names);
    const { id: tagId } = await asOwner<{ id: string }>(world, "POST", "/tags", {
      name: "Mutirão",
      hue: 120,
    });
    await enterInbox(page, OWNER);
    await row(page, "Gina Serra").focus();
    await page.keyboard.press("x");
    await row(page, "Elza Pires").focus();
    await page.keyboard.press("Shift+X");
    await bar(page).getByText("3 selecionadas").waitFor();
    await page.keyboard.press("#");
    await page.locator("[role=menu]:focus-within").waitFor();
    await page.keyboard.press("m");
    await page.locator("[role=menuitem]:focus", { hasText: "Mutirão" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("Com a etiqueta Mutirão (3)").waitFor();
    await row(page, "Elza Pires").getByText("Mutirão").waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByText("3 selecionadas").waitFor();
    await expectAccessible(page);
    await page.keyboard.type("assumir");
    await page.keyboard.press("Enter");
    await page.getByText("Assumidas (3)").waitFor();
    const after = await states(world, names);
    expect(after.every((found) => found?.tagIds.includes(tagId) && found.assigneeId)).toBe(true);
    await page.keyboard.press("Escape");
    await bar(page).waitFor({ state: "detached" });
    await clearDesk(world);
  },

  async "everything that matches is a job that goes on elsewhere and tells where its result is"({
    world,
    page,
  }) {
    const ids: string[] = [];
    await openShop(world);
    for (let at = 0; at < 60; at += 1)
      await writes(world, aCustomer(`Fila ${at}`), "Quero saber o preço");
    const all = () =>
      asOwner<{ data: { id: string }[] }>(world, "GET", "/conversations?view=all&limit=200");
    await expect
      .poll(async () => (await all()).data.length, { timeout: 30_000 })
      .toBeGreaterThanOrEqual(60);
    ids.push(...(await all()).data.map(({ id }) => id));
    await enterInbox(page, OWNER);
    await item(page, "Fila").first().getByRole("checkbox").click();
    await bar(page)
      .getByRole("button", { name: /^Selecionar as/ })
      .click();
    await bar(page)
      .getByText(/^Todas as/)
      .waitFor();
    await expectAccessible(page);
    await bar(page).getByRole("button", { name: "Encerrar" }).click();
    await page.getByRole("link", { name: "Contatos" }).first().click();
    await page.getByText(`Encerradas (${ids.length})`).waitFor({ timeout: 20_000 });
    await page.getByRole("button", { name: "Ver", exact: true }).click();
    await page.waitForURL("**/inbox?*status=closed*");
    await item(page, "Fila").first().waitFor();
    await expectAccessible(page);
    expect((await all()).data).toEqual([]);
  },
});

journeys(
  "many conversations at once on a phone",
  {
    async "are selected by their avatars"({ world, page }) {
      await customers(world, "Hugo Dantas", "Iara Couto");
      await enterInbox(page, OWNER);
      await item(page, "Hugo Dantas").getByRole("checkbox").click();
      await item(page, "Iara Couto").getByRole("checkbox").click();
      await bar(page).getByText("2 selecionadas").waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      await expectAccessible(page);
      await bar(page).getByRole("button", { name: "Limpar a seleção" }).click();
      await bar(page).waitFor({ state: "detached" });
    },
  },
  { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
);
