import type { Page } from "playwright-core";
import { expect } from "vitest";
import { expectAccessible } from "./axe";
import { journeys, signIn } from "./journey";
import { addPerson, asOwner } from "./server";
import { connect, meta } from "./shop";
import { OWNER, type World } from "./world";

async function open(page: Page, name: string) {
  const nav = page.getByRole("navigation", { name: "Configurações" });
  await nav.getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
}

/** Opens the dialog that the first action of the screen leads to. */
async function begin(page: Page, action: string) {
  await page.getByRole("button", { name: action, exact: true }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  return dialog;
}

async function choose(page: Page, of: string, item: string) {
  await page.getByRole("button", { name: `Ações de ${of}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  return dialog;
}

async function settings(page: Page) {
  await signIn(page, OWNER, "/settings");
  await page.getByRole("navigation", { name: "Configurações" }).waitFor();
}

/** Meta has the number that the journey connects. */
async function numberAtMeta(world: World) {
  await connect(world);
  await meta(world, "POST", "/_sim/numbers", {
    waba_id: "2001",
    phone_number_id: "3001",
    display_phone_number: "+55 11 4000-3001",
    verified_name: "Loja",
  });
}

journeys(
  "the settings",
  {
    async "a tag and a quick reply are made, and the tag goes after its uses were named"({ page }) {
      await settings(page);
      await open(page, "Etiquetas");
      let dialog = await begin(page, "Criar etiqueta");
      await dialog.getByLabel("Nome").fill("Orçamento");
      await dialog.getByTitle("Violeta").click();
      await expectAccessible(page);
      await dialog.getByRole("button", { name: "Criar etiqueta" }).click();
      await page.getByRole("cell", { name: "Orçamento", exact: true }).waitFor();
      await expectAccessible(page);
      dialog = await choose(page, "Orçamento", "Excluir etiqueta");
      await dialog.getByText("Hoje ela está em nenhuma conversa").waitFor();
      await dialog.getByRole("button", { name: "Excluir etiqueta" }).click();
      await page.getByText("Nenhuma etiqueta ainda").waitFor();

      await open(page, "Respostas rápidas");
      dialog = await begin(page, "Criar resposta");
      await dialog.getByLabel("Atalho").fill("ola");
      await dialog.getByLabel("Texto").fill("Oi, ");
      await dialog.getByRole("button", { name: "Primeiro nome do contato" }).click();
      await dialog.getByText("Oi, Júlia").waitFor();
      await expectAccessible(page);
      await dialog.getByRole("button", { name: "Criar resposta" }).click();
      await page.getByRole("cell", { name: "/ola", exact: true }).waitFor();
      await expectAccessible(page);
    },

    async "a key is shown once, works, and is revoked; the audit log tells of it"({ world, page }) {
      await settings(page);
      await open(page, "Chaves de API");
      const dialog = await begin(page, "Criar chave");
      await dialog.getByLabel("Nome").fill("Loja virtual");
      await dialog.getByLabel("Ler contatos").check();
      await expectAccessible(page);
      await dialog.getByRole("button", { name: "Criar chave" }).click();
      const key = await page.getByText(/^rck_/).first().innerText();
      const asKey = () =>
        fetch(`${world.url}/api/v1/contacts`, { headers: { Authorization: `Bearer ${key}` } });
      expect((await asKey()).status).toBe(200);
      await page.getByRole("button", { name: "Já copiei" }).click();
      await page.getByRole("button", { name: "Revogar Loja virtual" }).click();
      await page.getByRole("button", { name: "Revogar chave" }).click();
      await page.getByText(/^Revogada em/).waitFor();
      expect((await asKey()).status).toBe(401);
      await expectAccessible(page);

      await open(page, "Auditoria");
      await page.getByText("revogou a chave de API Loja virtual").waitFor();
      await page.getByLabel("Ação").selectOption("key.created");
      await page
        .getByRole("listitem")
        .filter({ hasText: "revogou" })
        .first()
        .waitFor({ state: "detached" });
      expect(page.url()).toContain("action=key.created");
      await page.getByText("criou a chave de API Loja virtual").click();
      await page.getByText("contacts:read").waitFor();
      await expectAccessible(page);
    },

    async "a number is connected in three steps, checked, tried and paused"({ world, page }) {
      await numberAtMeta(world);
      await settings(page);
      await open(page, "Números");
      await page.getByRole("link", { name: "Adicionar número" }).click();
      await page.getByRole("button", { name: "Continuar" }).click();
      await page.getByText(`${world.url}/webhook/whatsapp`).waitFor();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Feito, continuar" }).click();
      await page.getByLabel("Número de telefone", { exact: true }).fill("+55 11 4000-3001");
      await page.getByLabel("ID da conta do WhatsApp Business").fill("2001");
      await page.getByLabel("ID do número de telefone").fill("3001");
      await page.getByLabel("Nome interno (opcional)").fill("Balcão");
      await expectAccessible(page);
      await page.getByRole("button", { name: "Conectar número" }).click();
      await page.getByText("O token funciona").waitFor();
      await page.getByText("O número existe e está registrado").waitFor();
      await page.getByLabel("Enviar para").fill("+5511988776655");
      await page.getByRole("button", { name: "Enviar teste" }).click();
      await page.locator("li:not(.text-fg-2)", { hasText: "Entregue no aparelho" }).waitFor();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Ações de Balcão" }).click();
      await page.getByRole("menuitem", { name: "Pausar envios" }).click();
      await page.getByText("Em pausa", { exact: true }).waitFor();
      await page.getByRole("button", { name: "Desfazer" }).click();
      await page.getByText("Em pausa", { exact: true }).waitFor({ state: "detached" });
    },

    async "somebody is invited by link and comes in; a team takes her"({ page, anotherPage }) {
      await settings(page);
      await open(page, "Pessoas");
      let dialog = await begin(page, "Convidar");
      await dialog.getByLabel("Nome").fill("Bia Ramos");
      await dialog.getByLabel("E-mail").fill("bia@shop.example");
      await dialog.getByRole("radio", { name: /Supervisor/ }).check();
      await expectAccessible(page);
      await dialog.getByRole("button", { name: "Criar convite" }).click();
      const link = await page.getByText(/\/setup#/).innerText();
      await page.getByRole("button", { name: "Já copiei" }).click();
      await page.getByRole("cell", { name: /Bia Ramos.*bia@/ }).waitFor();
      await expectAccessible(page);

      await open(page, "Equipes");
      dialog = await begin(page, "Criar equipe");
      await dialog.getByLabel("Nome").fill("Balcão");
      await dialog.getByRole("checkbox", { name: /Bia Ramos/ }).check();
      await dialog.getByRole("button", { name: "Criar equipe" }).click();
      await page
        .getByRole("row", { name: /Balcão/ })
        .getByText("Bia Ramos")
        .waitFor();
      await expectAccessible(page);

      const hers = await anotherPage();
      await hers.goto(new URL(link).pathname + new URL(link).hash);
      await hers.getByLabel("Senha", { exact: true }).fill("twelve silent mountains");
      await hers.getByRole("button", { name: "Criar senha e entrar" }).click();
      await hers.getByRole("navigation", { name: "Seções" }).first().waitFor();
      await hers.goto("/settings");
      const nav = hers.getByRole("navigation", { name: "Configurações" });
      await nav.waitFor();
      await expect
        .poll(() => nav.getByRole("link").allInnerTexts())
        .toEqual([
          "Equipes",
          "Respostas rápidas",
          "Mensagem de ausência",
          "Etiquetas",
          "Registro",
          "O que parou",
        ]);
      await hers.goto("/settings/keys");
      await hers.getByText("Página não encontrada").waitFor();
    },

    async "an agent has no settings, neither in the rail nor by address"({ world, page }) {
      const agent = await addPerson(world, "ana@shop.example", "Ana", "agent");
      await signIn(page, agent, "/settings/tags");
      await page.getByText("Página não encontrada").waitFor();
      expect(await page.getByRole("link", { name: "Configurações" }).count()).toBe(0);
      await expectAccessible(page);
    },

    async "what was typed is not lost by leaving without meaning to"({ page }) {
      await settings(page);
      await open(page, "Números");
      await page.getByRole("link", { name: "Adicionar número" }).click();
      await page.getByRole("button", { name: "Continuar" }).click();
      await page.getByRole("button", { name: "Feito, continuar" }).click();
      await page.getByLabel("Nome interno (opcional)").fill("Loja");
      await page.getByRole("link", { name: "Etiquetas" }).click();
      const dialog = page.getByRole("dialog", { name: "Sair sem salvar?" });
      await expectAccessible(page);
      await dialog.getByRole("button", { name: "Continuar editando" }).click();
      expect(await page.getByLabel("Nome interno (opcional)").inputValue()).toBe("Loja");
      await page.getByRole("link", { name: "Etiquetas" }).click();
      await dialog.getByRole("button", { name: "Sair sem salvar" }).click();
      await page.getByRole("heading", { level: 1, name: "Etiquetas" }).waitFor();
    },
  },
  { viewport: { width: 1440, height: 900 } },
);

journeys(
  "the settings on a phone",
  {
    async "every screen fits, reached by the list that slides in"({ world, page }) {
      await asOwner(world, "POST", "/tags", { name: "Um nome bem comprido de etiqueta", hue: 20 });
      await signIn(page, OWNER, "/settings");
      const open = page.getByRole("button", { name: "Abrir a lista de configurações" });
      await open.click();
      const nav = page.getByRole("navigation", { name: "Configurações" });
      await nav.waitFor();
      const names = await nav.getByRole("link").allInnerTexts();
      expect(names).toContain("Dados e marca");
      for (const name of names) {
        if (!(await nav.isVisible())) await open.click();
        await nav.getByRole("link", { name, exact: true }).click();
        await nav.waitFor({ state: "hidden" });
        await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
        await page.waitForFunction(() => document.querySelector("section .skeleton") === null);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
        await expectAccessible(page);
      }
    },
  },
  { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
);
