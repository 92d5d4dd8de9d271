import type { Page } from "playwright-core";
import { expect } from "vitest";
import { expectAccessible } from "./axe";
import { journeys, signIn } from "./journey";
import { OWNER } from "./world";

const JOSE = { email: "jose@padaria.example", password: "twelve silent mountains" };

async function choose(page: Page, of: string, item: string) {
  await page.getByRole("button", { name: `Ações de ${of}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  return dialog;
}

async function create(page: Page) {
  await page.getByRole("button", { name: "Criar empresa" }).click();
  const dialog = page.getByRole("dialog", { name: "Criar empresa" });
  await dialog.getByLabel("Nome", { exact: true }).fill("Padaria São José");
  expect(await dialog.getByLabel("Identificador").inputValue()).toBe("padaria-sao-jose");
  await dialog.getByLabel("Plano").selectOption("professional");
  await dialog.getByLabel("Nome do proprietário").fill("José");
  await dialog.getByLabel("E-mail do proprietário").fill(JOSE.email);
  await dialog.getByLabel("Primeira senha").fill(JOSE.password);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Criar empresa" }).click();
  await dialog.waitFor({ state: "detached" });
}

journeys("the companies of an installation", {
  async "one is made, suspended while its owner is at work, and let work again"({
    page,
    anotherPage,
  }) {
    await signIn(page, OWNER, "/settings/tenants");
    await page.getByRole("row", { name: /shop/ }).waitFor();
    await create(page);
    const row = page.getByRole("row", { name: /Padaria São José/ });
    await row.getByText("Ativa", { exact: true }).waitFor();
    await expectAccessible(page);
    let dialog = await choose(page, "Padaria São José", "Alterar nome ou plano");
    await dialog.getByLabel("Nome", { exact: true }).fill("Padaria do José");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Salvar" }).click();
    await page.getByRole("row", { name: /Padaria do José/ }).waitFor();

    const his = await anotherPage();
    await signIn(his, JOSE, "/settings");
    const nav = his.getByRole("navigation", { name: "Configurações" });
    await nav.waitFor();
    expect(await nav.getByRole("link", { name: "Empresas" }).count()).toBe(0);
    dialog = await choose(page, "Padaria do José", "Suspender empresa");
    await dialog.getByText(/deixa de ver qualquer coisa/).waitFor();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Suspender empresa" }).click();
    const told = his.getByRole("heading", { name: "Padaria do José está suspensa" });
    await told.waitFor();
    await expectAccessible(his);
    await his.reload();
    await told.waitFor();

    dialog = await choose(page, "Padaria do José", "Reativar empresa");
    await dialog.getByRole("button", { name: "Reativar empresa" }).click();
    await nav.waitFor({ timeout: 15_000 });
    dialog = await choose(page, "Padaria do José", "Suspender empresa");
    await dialog.getByRole("button", { name: "Suspender empresa" }).click();
    await told.waitFor();
    await his.getByRole("button", { name: "Sair" }).click();
    await his.getByLabel("E-mail").waitFor();
  },
});
