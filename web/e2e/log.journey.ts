import type { Page } from "playwright-core";
import { expectAccessible } from "./axe";
import { journeys, signIn } from "./journey";
import { asOwner } from "./server";
import { aCustomer, conversationOf, meta, openShop, WABA, writes } from "./shop";
import { OWNER, type World } from "./world";

const LATE = "106540352200099";

/** A customer writes to a number that Meta knows and the shop does not yet. */
async function writesTooEarly(world: World) {
  await meta(world, "POST", "/_sim/numbers", {
    waba_id: WABA,
    phone_number_id: LATE,
    display_phone_number: "+55 11 4000-0099",
  });
  await meta(world, "POST", "/_sim/inbound", {
    phone_number_id: LATE,
    from: { wa_id: "5511977770099", name: "Rita Moura" },
    message: { type: "text", text: { body: "Já abriu a loja nova?" } },
  });
}

async function open(page: Page, name: string) {
  const nav = page.getByRole("navigation", { name: "Configurações" });
  await nav.getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
}

journeys("the log", {
  async "what came in leads to the message that it became, and what went out shows its answer"({
    world,
    page,
  }) {
    await openShop(world);
    const lia = aCustomer("Lia Torres");
    await writes(world, lia, "Tem entrega hoje?");
    const conversationId = await conversationOf(world, lia);
    await asOwner(world, "POST", "/messages/send", {
      conversationId,
      type: "text",
      text: { body: "Tem, sim!" },
    });
    await signIn(page, OWNER, "/settings/log?outcome=projected");
    const rows = page.getByRole("list", { name: "Registro" }).getByRole("listitem");
    await rows.last().locator("summary").click();
    await rows.last().getByRole("link", { name: "Abrir a mensagem na conversa" }).waitFor();
    await rows.last().getByText("Tem entrega hoje?").waitFor();
    await expectAccessible(page);

    await page.getByRole("button", { name: "Enviado à Meta" }).click();
    await rows.filter({ hasText: "Aceito" }).first().locator("summary").click();
    await rows.getByText(/POST \/v\d+\.0\/\d+\/messages/).waitFor();
    await expectAccessible(page);

    await page.getByRole("button", { name: "Recebido da Meta" }).click();
    await rows.last().locator("summary").click();
    await rows.last().getByRole("link", { name: "Abrir a mensagem na conversa" }).click();
    await page.waitForURL(`**/inbox/${conversationId}*`);
    await page.getByText("Tem entrega hoje?").last().waitFor();
  },

  async "what came too early is tried again once its number is registered, and leads to its message"({
    world,
    page,
  }) {
    await openShop(world);
    await writesTooEarly(world);
    await signIn(page, OWNER, "/settings/tags");
    await open(page, "O que parou");
    await page.getByText(/não está cadastrado aqui/).waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Tentar de novo" }).click();
    await page.getByText(/não está cadastrado aqui/).waitFor();
    await asOwner(world, "POST", "/numbers", {
      wabaId: WABA,
      phoneNumberId: LATE,
      displayPhoneNumber: "+55 11 4000-0099",
      name: "Loja nova",
    });
    await page.getByRole("button", { name: "Tentar de novo" }).click();
    await page.getByText("Aplicado: Mensagens e status").waitFor();
    await page.getByRole("link", { name: "Abrir a mensagem na conversa" }).click();
    await page.getByText("Já abriu a loja nova?").last().waitFor();
    await page.goto("/settings/stuck");
    await page.getByText("Nada parado").waitFor();
    await expectAccessible(page);
  },
});
