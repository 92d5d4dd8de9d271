import type { Page } from "playwright-core";
import { expect } from "vitest";
import { expectAccessible } from "./axe";
import { enterInbox, open, thread } from "./inboxScreen";
import { journeys, signIn } from "./journey";
import { asOwner } from "./server";
import { aCustomer, conversationOf, openShop, writes, wroteLongAgo } from "./shop";
import { haveTemplates, templatesAtMeta } from "./templates";
import { OWNER, type World } from "./world";

const VALUES = [
  {
    type: "body",
    parameters: [
      { type: "text", parameter_name: "nome", text: "Nair" },
      { type: "text", parameter_name: "horario", text: "segunda às 9h" },
    ],
  },
];

async function enterContacts(world: World, page: Page) {
  const { ana } = await openShop(world);
  await signIn(page, ana, "/contacts");
  await page.getByRole("heading", { name: "Contatos", level: 1 }).waitFor();
}

function sheet(page: Page) {
  return page.getByRole("complementary", { name: "Contato" });
}

journeys(
  "contacts",
  {
    async "are added with what is wrong explained, found, tagged and changed"({ world, page }) {
      await openShop(world);
      await asOwner(world, "POST", "/tags", { name: "Clareamento", hue: 165 });
      await enterContacts(world, page);
      await page.getByRole("button", { name: "Novo contato" }).first().click();
      const dialog = page.getByRole("dialog", { name: "Novo contato" });
      await dialog.getByLabel("Telefone").fill("11 95555-0142");
      await dialog.getByRole("button", { name: "Criar contato" }).click();
      await dialog.getByText("Falta o nome.").waitFor();
      await dialog.getByText("Falta o código do país.").waitFor();
      await expectAccessible(page);
      await dialog.getByLabel("Nome").fill("Júlia Ferraz");
      await dialog.getByLabel("Telefone").fill("+55 11 95555-0142");
      await dialog.getByRole("button", { name: "Criar contato" }).click();
      await dialog.waitFor({ state: "detached" });
      await sheet(page).getByRole("heading", { name: "Júlia Ferraz" }).waitFor();

      await sheet(page).getByRole("button", { name: "Pôr etiqueta" }).click();
      await page.getByRole("menuitemcheckbox", { name: "Clareamento" }).click();
      await sheet(page).getByRole("button", { name: "Tirar a etiqueta Clareamento" }).waitFor();
      await sheet(page).getByRole("button", { name: "Editar o contato" }).click();
      await sheet(page).getByLabel("Empresa").fill("Estúdio Ferraz");
      await sheet(page).getByRole("button", { name: "Salvar" }).click();
      const row = page.getByRole("row", { name: /Júlia Ferraz/ });
      await row.getByText("Estúdio Ferraz").waitFor();
      await row.getByText("Clareamento").waitFor();
      await expectAccessible(page);

      await page.getByLabel("Buscar contato").fill("julia 0142");
      await page.waitForURL(/search=julia/);
      await row.waitFor();
      await page.getByLabel("Buscar contato").fill("ninguém assim");
      await page.getByRole("heading", { name: "Ninguém encontrado" }).waitFor();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Limpar tudo" }).click();
      await row.waitFor();
    },

    async "a number that another contact has is refused with the reason"({ world, page }) {
      await openShop(world);
      const phone = "+5511955550199";
      await asOwner(world, "POST", "/contacts", { name: "Rafael Moura", phone });
      await enterContacts(world, page);
      await page.getByRole("button", { name: "Novo contato" }).first().click();
      const dialog = page.getByRole("dialog", { name: "Novo contato" });
      await dialog.getByLabel("Nome").fill("Rafa");
      await dialog.getByLabel("Telefone").fill(phone);
      await dialog.getByRole("button", { name: "Criar contato" }).click();
      await dialog.getByRole("alert").first().waitFor();
      expect(await dialog.getByLabel("Nome").inputValue()).toBe("Rafa");
    },

    async "are blocked with a way back, taken along, and erased for good"({ world, page }) {
      await openShop(world);
      const vera = aCustomer("Vera Pinho");
      await writes(world, vera, "Meu exame ficou pronto?");
      await conversationOf(world, vera);
      await signIn(page, OWNER, "/contacts");
      await page.getByRole("button", { name: "Última mensagem" }).click();
      await page.waitForURL(/sort=recent/);
      await page.getByRole("link", { name: vera.name }).click();
      await sheet(page).getByRole("link", { name: "Conversar" }).waitFor();

      const more = sheet(page).getByRole("button", { name: "Mais ações" });
      await more.click();
      await page.getByRole("menuitem", { name: "Bloquear" }).click();
      await sheet(page).getByText("Bloqueado desde").waitFor();
      await expectAccessible(page);
      await page.getByRole("button", { name: /Desfazer/ }).click();
      await sheet(page).getByText("Bloqueado desde").waitFor({ state: "detached" });

      await more.click();
      const download = page.waitForEvent("download");
      await page.getByRole("menuitem", { name: "Exportar os dados" }).click();
      expect((await download).suggestedFilename()).toBe("vera-pinho.json");

      await more.click();
      await page.getByRole("menuitem", { name: "Apagar os dados" }).click();
      const dialog = page.getByRole("dialog", { name: `Apagar os dados de ${vera.name}?` });
      await dialog.getByText("o conteúdo de 1 mensagem").waitFor();
      await dialog.getByText("Não há como desfazer.").waitFor();
      await expectAccessible(page);
      await dialog.getByRole("button", { name: "Apagar para sempre" }).click();
      await page.getByText("Os dados do contato foram apagados").waitFor();
      await page.getByRole("link", { name: vera.name }).waitFor({ state: "detached" });
    },

    async "are walked by keys, and the address keeps the place"({ world, page }) {
      await openShop(world);
      for (const name of ["Aaron Braga", "Abel Castro"])
        await asOwner(world, "POST", "/contacts", { name });
      await enterContacts(world, page);
      await page.getByRole("link", { name: "Aaron Braga" }).waitFor();
      await page.keyboard.press("j");
      await sheet(page).getByRole("heading", { name: "Aaron Braga" }).waitFor();
      await page.keyboard.press("j");
      await sheet(page).getByRole("heading", { name: "Abel Castro" }).waitFor();
      await page.reload();
      await sheet(page).getByRole("heading", { name: "Abel Castro" }).waitFor();
      await page.keyboard.press("/");
      await page.keyboard.type("aaron");
      await page.getByRole("link", { name: "Abel Castro" }).waitFor({ state: "detached" });
      await page.goBack();
      await sheet(page).getByRole("heading", { name: "Aaron Braga" }).waitFor();
    },
  },
  { viewport: { width: 1440, height: 900 } },
);

journeys(
  "templates",
  {
    async "a closed window is opened again by a template that is filled in"({ world, page }) {
      const { ana } = await openShop(world);
      await haveTemplates(world);
      const nair = aCustomer("Nair Prates");
      await wroteLongAgo(world, nair, "Preciso remarcar");
      await conversationOf(world, nair);
      await enterInbox(page, ana);
      await open(page, nair.name);
      await page.getByRole("button", { name: "Escolher modelo" }).click();
      const dialog = page.getByRole("dialog", { name: `Enviar modelo para ${nair.name}` });
      await dialog.getByText("Falta escolher um modelo").waitFor();
      await expectAccessible(page);
      const send = dialog.getByRole("button", { name: "Enviar modelo" });
      expect(await send.isDisabled()).toBe(true);

      await dialog.getByRole("button", { name: /Ver 1 que ainda não pode/ }).click();
      await dialog.getByRole("button", { name: /Pesquisa de opiniao/ }).click();
      await dialog.getByText("A Meta ainda analisa este modelo.").first().waitFor();
      expect(await send.isDisabled()).toBe(true);

      await dialog.getByRole("button", { name: /Remarcar consulta/ }).click();
      expect(await dialog.getByLabel(/^Nome/).inputValue()).toBe("Nair");
      await dialog.getByText("Do contato: primeiro nome").waitFor();
      await dialog.getByText("1 campo a preencher antes de enviar").waitFor();
      await expectAccessible(page);
      await dialog.getByLabel(/^Horario/).fill("segunda às 9h");
      const sight = dialog.getByRole("region", { name: `Como ${nair.name} vai ver` });
      await sight.getByText("segunda às 9h").waitFor();
      await sight.getByText("Está ótimo").waitFor();
      await send.click();
      await dialog.waitFor({ state: "detached" });
      await thread(page).getByText("Podemos remarcar para").waitFor();
      await expect
        .poll(() => templatesAtMeta(world))
        .toMatchObject([{ name: "remarcar_consulta", components: VALUES }]);
    },

    async "somebody new is written to by keyboard alone"({ world, page }) {
      const { ana } = await openShop(world);
      await haveTemplates(world);
      await enterInbox(page, ana);
      const before = (await templatesAtMeta(world)).length;
      await page.keyboard.press("c");
      await page.getByRole("dialog", { name: "Nova conversa" }).waitFor();
      await page.getByText("Falta escolher para quem").waitFor();
      await expectAccessible(page);
      await page.keyboard.type("11 97777-0001");
      await page.getByText("Falta o código do país.").waitFor();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type("+55 11 97777-0001");
      await page.getByRole("button", { name: "Escrever para +55 11 97777-0001" }).waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      const picker = page.getByRole("dialog", { name: /^Enviar modelo para \+55 11 97777-0001/ });
      await picker.getByRole("button", { name: /Remarcar consulta/ }).waitFor();
      await page.keyboard.type("remarcar");
      await page.keyboard.press("Enter");
      await picker.getByLabel(/^Nome/).waitFor();
      await page.keyboard.type("Tadeu");
      await page.keyboard.press("Tab");
      await page.keyboard.type("terça");
      await picker.getByRole("button", { name: "Enviar modelo", disabled: false }).focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/inbox\/cnv_/);
      await thread(page).getByText("Podemos remarcar para").waitFor();
      await expect.poll(async () => (await templatesAtMeta(world)).length).toBe(before + 1);
    },
  },
  { viewport: { width: 1440, height: 900 } },
);

journeys(
  "contacts on a phone",
  {
    async "are cards, opened over the page, written to with a template"({ world, page }) {
      await openShop(world);
      await haveTemplates(world);
      const olga = aCustomer("Olívia Nery");
      await writes(world, olga, "Oi");
      await conversationOf(world, olga);
      await enterContacts(world, page);
      await expectAccessible(page);
      await page.getByRole("link", { name: /Olívia Nery/ }).tap();
      const details = page.getByRole("dialog", { name: "Contato" });
      await details.getByRole("heading", { name: "Olívia Nery" }).waitFor();
      await expectAccessible(page);
      await details.getByRole("button", { name: "Modelo" }).tap();
      const picker = page.getByRole("dialog", { name: "Enviar modelo para Olívia Nery" });
      await picker.getByRole("button", { name: /Remarcar consulta/ }).tap();
      await picker.getByLabel(/^Horario/).fill("quinta");
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      await picker.getByRole("button", { name: "Voltar aos modelos" }).waitFor();
      await picker.getByRole("button", { name: "Enviar modelo" }).tap();
      await page.waitForURL(/\/inbox\/cnv_/);
      await thread(page).getByText("Podemos remarcar para").waitFor();
    },
  },
  { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
);
