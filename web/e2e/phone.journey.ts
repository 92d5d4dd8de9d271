import type { Page } from "playwright-core";
import { expect } from "vitest";
import { expectAccessible } from "./axe";
import { journeys } from "./journey";
import type { World } from "./world";

const NUMBER = "100000000000001";

async function meta<Answer>(world: World, path: string, body: unknown): Promise<Answer> {
  const response = await fetch(`${world.simulatorUrl}${path}`, {
    method: "POST",
    headers: { Authorization: "Bearer any" },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

async function openPhone(world: World, page: Page) {
  const number = { waba_id: "2001", phone_number_id: NUMBER, verified_name: "Aurora" };
  await meta(world, "/_sim/numbers", { ...number, display_phone_number: "+55 11 4000-0001" });
  await page.goto(`${world.simulatorUrl}/phone`);
  await page.getByRole("heading", { name: "Aurora" }).waitFor();
}

/** The business writes to whoever the page plays. */
async function businessSends(world: World, page: Page, message: object) {
  const recipient = new URL(page.url()).searchParams.get("as");
  const body = { messaging_product: "whatsapp", recipient, ...message };
  await meta(world, `/v25.0/${NUMBER}/messages`, body);
}

async function invent(page: Page, name: string) {
  await page.getByRole("button", { name: "Inventar cliente" }).click();
  await page.getByLabel("Nome", { exact: true }).fill(name);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Criar cliente" }).click();
  await page.getByText(`Você escreve por ${name}`).waitFor();
}

journeys("the phone page", {
  async "an invented customer writes, taps, replies and switches a fault"({ world, page }) {
    await openPhone(world, page);
    await invent(page, "Otávio");
    await page.getByRole("textbox", { name: "Mensagem" }).fill("Oi!");
    await page.keyboard.press("Enter");
    await page.locator(".m.out", { hasText: "Oi!" }).waitFor();
    const buttons = ["Pinheiros", "Moema"].map((title) => ({
      type: "reply",
      reply: { id: title, title },
    }));
    const interactive = { type: "button", body: { text: "Qual unidade?" }, action: { buttons } };
    await businessSends(world, page, { type: "interactive", interactive });
    await page.getByRole("button", { name: "Moema" }).click();
    await page.getByText("escolhido").waitFor({ state: "attached" });
    await page.getByLabel("Conexão cai depois do aceite").check();
    await page.getByText("1 ligada").waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Voltar ao normal" }).click();
    await page.getByText("1 ligada").waitFor({ state: "hidden" });
  },

  async "a message is answered by keyboard alone, in another language"({ world, page }) {
    await openPhone(world, page);
    await invent(page, "Lívia");
    await page.getByLabel("Idioma").selectOption("en");
    await page.getByRole("button", { name: "Voice", exact: true }).click();
    await page.locator(".m.out").waitFor();
    await businessSends(world, page, { type: "text", text: { body: "Hello there" } });
    const line = page.locator(".m:not(.out)", { hasText: "Hello there" });
    await line.getByRole("button", { name: "Message actions" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menu").waitFor();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.getByText("Replying to").waitFor();
    await page.keyboard.type("And to you");
    await page.keyboard.press("Enter");
    await page.locator(".m.out .quote", { hasText: "Hello there" }).waitFor();
    await expectAccessible(page);
  },
});

journeys(
  "the phone page on a phone",
  {
    async "shows one thing at a time"({ world, page }) {
      await openPhone(world, page);
      for (const name of ["Conversas", "Controles", "Telefone"]) {
        await page.getByRole("button", { name, exact: true }).click();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
        await expectAccessible(page);
      }
      await page.getByRole("textbox", { name: "Mensagem" }).waitFor();
    },
  },
  { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
);
