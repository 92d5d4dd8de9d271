import { expect } from "vitest";
import { expectAccessible } from "./axe";
import { journeys, signIn } from "./journey";
import { linkIn, startPost } from "./post";
import { OWNER } from "./world";

const post = await startPost();
const ANA = "ana@padaria.example";

journeys(
  "registering a company",
  {
    async "begins at the door, goes through the mail, and leads to the first steps"({
      world,
      page,
      anotherPage,
    }) {
      await page.goto("/login");
      await page.getByRole("link", { name: "Criar a conta da minha empresa" }).click();
      await page.getByRole("heading", { name: "Crie a conta da sua empresa" }).waitFor();
      await expectAccessible(page);
      await page.getByLabel("Nome da empresa").fill("Padaria São João");
      await page.getByLabel("Seu nome").fill("Ana Prado");
      await page.getByLabel("Seu e-mail").fill(ANA);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Veja seu e-mail" }).waitFor();
      await expectAccessible(page);

      // The mail may be read on another device.
      const elsewhere = await anotherPage();
      await elsewhere.goto(linkIn(await post.take(ANA, "/setup#")));
      await elsewhere.getByText("cuidar da conta de Padaria São João").waitFor();
      await expectAccessible(elsewhere);
      await elsewhere.getByLabel("Senha", { exact: true }).fill("thirteen slow rivers");
      await elsewhere.getByRole("button", { name: "Criar a conta e entrar" }).click();
      await elsewhere.getByText("0 de 4 passos").waitFor();
      await expectAccessible(elsewhere);

      await elsewhere.getByRole("button", { name: "Está certo assim" }).click();
      await elsewhere.getByText("1 de 4 passos").waitFor();
      await elsewhere.getByRole("button", { name: "Pular: Tenha um modelo aprovado" }).click();
      await elsewhere.getByText("2 de 4 passos").waitFor();

      // Whoever comes back, after a restart even, finds it as it was left.
      await world.restart("SIGTERM");
      await signIn(page, { email: ANA, password: "thirteen slow rivers" });
      await page.getByRole("link", { name: "Começar" }).first().click();
      await page.getByText("2 de 4 passos").waitFor();
      await page.getByRole("link", { name: "Abrir contatos" }).click();
      await page.getByRole("heading", { name: "Contatos" }).waitFor();
      await page.goto("/start");
      await page.getByRole("button", { name: "Não mostrar mais" }).click();
      await page.getByRole("heading", { name: "Conversas" }).waitFor();
      await expect.poll(() => page.getByRole("link", { name: "Começar" }).count()).toBe(0);
    },

    async "tells who has an account only in the mail box"({ page }) {
      await page.goto("/register");
      await page.getByLabel("Nome da empresa").fill("Outra");
      await page.getByLabel("Seu nome").fill("Alguém");
      await page.getByLabel("Seu e-mail").fill(OWNER.email);
      await page.keyboard.press("Enter");
      await page.getByText(`Mandamos um link para ${OWNER.email}`).waitFor();
      const mail = await post.take(OWNER.email, "Você já tem uma");
      expect(mail.text).not.toContain("/setup#");
    },
  },
  { settings: { ...post.settings, RECADO_AUTH__REGISTRATION: "true" } },
);

journeys(
  "where registration is closed",
  {
    async "nobody is led to it, and whoever finds it is told so"({ page }) {
      await page.goto("/login");
      await page.getByText("Peça um link a quem administra a empresa").waitFor();
      expect(await page.getByRole("link", { name: /Criar a conta/ }).count()).toBe(0);
      await page.goto("/register");
      await page.getByRole("heading", { name: "Cadastro fechado" }).waitFor();
      await expectAccessible(page);
    },
  },
  { engines: ["sqlite"] },
);
