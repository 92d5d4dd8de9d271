import type { Page } from "playwright-core";
import { expect } from "vitest";
import { expectAccessible } from "./axe";
import { answer, composer, enterInbox, message, open, row, thread } from "./inboxScreen";
import { journeys } from "./journey";
import {
  aCustomer,
  type Customer,
  connect,
  conversationOf,
  meta,
  openShop,
  reachedMeta,
  writes,
  wroteLongAgo,
} from "./shop";
import { OWNER, type World } from "./world";

/** Counts what is pressed with the pointer from now on, on this page and the ones after it. */
async function countClicks(page: Page) {
  const clicks = { count: 0 };
  await page.exposeFunction("tellClick", () => {
    clicks.count += 1;
  });
  await page.addInitScript(() => {
    addEventListener("pointerdown", () => (globalThis as never as Told).tellClick(), true);
  });
  return clicks;
}

interface Told {
  tellClick: () => void;
}

/** From now on Meta refuses, or the way to it breaks, so many times. */
function breakSends(world: World, fault: Record<string, unknown>) {
  return meta(world, "POST", "/_sim/faults", { on: "send", ...fault });
}

function tick(page: Page, text: string, state: string) {
  return message(page, text).getByRole("img", { name: state });
}

async function begin(world: World, page: Page, customer: Customer, words: string) {
  const shop = await openShop(world);
  await writes(world, customer, words);
  await conversationOf(world, customer);
  await enterInbox(page, shop.ana);
  await open(page, customer.name);
}

journeys(
  "the inbox",
  {
    async "from sign-in to a customer answered in at most four clicks"({ world, page }) {
      const { ana } = await openShop(world);
      const lia = aCustomer("Lia Duarte");
      await writes(world, lia, "Vocês abrem no sábado?");
      await conversationOf(world, lia);
      const clicks = await countClicks(page);
      await page.goto("/");
      await page.getByLabel("E-mail").click();
      await page.keyboard.type(ana.email);
      await page.keyboard.press("Tab");
      await page.keyboard.type(ana.password);
      await page.keyboard.press("Enter");
      await row(page, lia.name).click();
      await composer(page).click();
      await page.keyboard.type("Abrimos, das 9 às 13.");
      await page.getByRole("button", { name: "Enviar", exact: true }).click();
      await tick(page, "Abrimos, das 9 às 13.", "Lida").waitFor();
      expect(await reachedMeta(world, lia)).toEqual(["Abrimos, das 9 às 13."]);
      console.log(`from sign-in to a customer answered: ${clicks.count} clicks`);
      expect(clicks.count).toBeLessThanOrEqual(4);
    },

    async "a message is received, answered, handed over and closed"({ world, page, anotherPage }) {
      const { ana, bruno } = await openShop(world);
      await enterInbox(page, ana);
      await expectAccessible(page);
      const caio = aCustomer("Caio Moura");
      await writes(world, caio, "Meu pedido ainda não chegou");
      await row(page, caio.name).getByText("Meu pedido ainda não chegou").waitFor();
      await row(page, caio.name).getByText("1 mensagem não lida").waitFor();
      await open(page, caio.name);
      await row(page, caio.name).getByText("1 mensagem não lida").waitFor({ state: "detached" });
      await page.getByRole("button", { name: /Responsável/ }).click();
      await page.getByRole("menuitem", { name: /Assumir/ }).waitFor();
      await expectAccessible(page);
      await page.getByRole("menuitem", { name: /Assumir/ }).click();
      await thread(page).getByText("Você assumiu").waitFor();
      await answer(page, "Já verifico para você.");
      await tick(page, "Já verifico para você.", "Lida").waitFor();
      await expectAccessible(page);
      await page.getByRole("button", { name: /^Transferir/ }).click();
      const dialog = page.getByRole("dialog", { name: "Transferir a conversa" });
      await dialog.getByLabel("Para quem", { exact: true }).selectOption({ label: "Bruno Reis" });
      await dialog
        .getByLabel("Recado para quem assume")
        .fill("Entrega atrasada, já pediu desculpa");
      await expectAccessible(page);
      await dialog.getByRole("button", { name: "Transferir" }).click();
      await dialog.waitFor({ state: "detached" });
      // Bruno is of another team: with him the conversation leaves Ana's screen.
      await row(page, caio.name).waitFor({ state: "detached" });
      const other = await anotherPage();
      await enterInbox(other, bruno, "?view=mine");
      await open(other, caio.name);
      await thread(other).getByText("Entrega atrasada, já pediu desculpa").waitFor();
      await other.getByRole("button", { name: /^Encerrar/ }).click();
      await thread(other).getByText("Você encerrou").waitFor();
      await row(other, caio.name).waitFor({ state: "detached" });
      await expectAccessible(other);
      await other.getByRole("button", { name: "Desfazer" }).click();
      await row(other, caio.name).waitFor();
    },

    async "a message that Meta refuses is explained and can be sent again"({ world, page }) {
      const rui = aCustomer("Rui Salles");
      await begin(world, page, rui, "Quero um orçamento");
      await breakSends(world, { fault: "error", code: 131026, times: 1 });
      await answer(page, "Segue o orçamento");
      await thread(page).getByText("Não entregue").waitFor();
      await thread(page).getByText("código 131026").waitFor();
      await expectAccessible(page);
      await thread(page).getByRole("button", { name: "Enviar de novo" }).click();
      await expect.poll(() => reachedMeta(world, rui)).toEqual(["Segue o orçamento"]);
      await thread(page).getByRole("img", { name: "Lida" }).waitFor();
    },

    async "an unconfirmed message asks, and each choice holds"({ world, page }) {
      const eva = aCustomer("Eva Prates");
      await begin(world, page, eva, "Qual o endereço?");
      await meta(world, "PUT", "/_sim/config", { statuses: { auto: false } });
      await breakSends(world, { fault: "accept_then_reset", times: 1 });
      await answer(page, "Rua das Flores, 12");
      await thread(page).getByText("pode fazer Eva Prates receber duas vezes").waitFor();
      await expectAccessible(page);
      await thread(page).getByRole("button", { name: "Deixar como está" }).click();
      await thread(page)
        .getByRole("button", { name: "Reenviar assim mesmo" })
        .waitFor({ state: "detached" });
      await breakSends(world, { fault: "accept_then_reset", times: 1 });
      await answer(page, "Fica perto do metrô");
      await thread(page).getByRole("button", { name: "Reenviar assim mesmo" }).click();
      await expect
        .poll(() => reachedMeta(world, eva))
        .toEqual(["Rua das Flores, 12", "Fica perto do metrô", "Fica perto do metrô"]);
      await meta(world, "PUT", "/_sim/config", { statuses: { auto: true } });
    },

    async "a closed window says since when, and an answer opens it"({ world, page }) {
      const { ana } = await openShop(world);
      const ivo = aCustomer("Ivo Teles");
      await wroteLongAgo(world, ivo, "Ainda tem a cadeira azul?");
      await conversationOf(world, ivo);
      await enterInbox(page, ana);
      await row(page, ivo.name).getByText("Fechada").waitFor();
      await open(page, ivo.name);
      await page.getByRole("heading", { name: "Janela de 24 horas fechada" }).waitFor();
      expect(await composer(page).count()).toBe(0);
      await expectAccessible(page);
      await writes(world, ivo, "Oi, ainda tem?");
      await answer(page, "Tem sim!");
    },

    async "what is written is a draft until it is sent, also over a reload"({ world, page }) {
      const zoe = aCustomer("Zoé Brandão");
      await begin(world, page, zoe, "Bom dia");
      await composer(page).fill("Bom dia, Zoé. Como posso");
      await page.waitForFunction(() =>
        Object.values(localStorage).some((kept) => kept.includes("Como posso")),
      );
      await page.reload();
      await expect.poll(() => composer(page).inputValue()).toBe("Bom dia, Zoé. Como posso");
      await row(page, zoe.name).getByText("Rascunho:").waitFor();
    },
  },
  { settings: { RECADO_SENDING__EVIDENCE_AFTER_SECS: "1" } },
);

journeys(
  "the inbox on a phone",
  {
    async "shows one thing at a time and answers"({ world, page }) {
      await connect(world);
      const nara = aCustomer("Nara Viana");
      await writes(world, nara, "Posso trocar a peça?");
      await conversationOf(world, nara);
      await enterInbox(page, OWNER);
      await expectAccessible(page);
      await open(page, nara.name);
      expect(await row(page, nara.name).count()).toBe(0);
      await answer(page, "Pode, em até 30 dias.");
      await tick(page, "Pode, em até 30 dias.", "Lida").waitFor();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      const more = page.getByRole("button", { name: "Mais ações" });
      await more.click();
      await expectAccessible(page);
      await page.getByRole("menuitem", { name: "Painel do contato" }).click();
      await page.getByRole("dialog", { name: "Painel do contato" }).waitFor();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Fechar" }).click();
      await page.getByRole("button", { name: "Encerrar a conversa" }).click();
      await page.getByRole("link", { name: "Voltar para a lista" }).click();
      await page.getByText("Nenhuma conversa aberta").waitFor();
      await expectAccessible(page);
    },
  },
  { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
);
