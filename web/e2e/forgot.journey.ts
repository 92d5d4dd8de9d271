import { expect } from "vitest";
import { expectAccessible } from "./axe";
import { journeys, signIn } from "./journey";
import { linkIn, startPost } from "./post";
import { addPerson, call } from "./server";
import { OWNER } from "./world";

const post = await startPost();

journeys(
  "a forgotten password",
  {
    async "is replaced by the link in a mail, and all sessions end"({ world, page, anotherPage }) {
      const ana = await addPerson(world, "ana@shop.example", "Ana Prado", "agent");
      const other = await anotherPage();
      await signIn(other, ana, "/me");
      await page.goto("/login");
      await page.getByRole("link", { name: "Esqueci a senha" }).waitFor();
      await expectAccessible(page);
      await page.getByRole("link", { name: "Esqueci a senha" }).click();
      await page.getByRole("heading", { name: "Esqueceu a senha?" }).waitFor();
      await expectAccessible(page);
      await page.getByLabel("E-mail").fill(ana.email);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Veja seu e-mail" }).waitFor();
      await expectAccessible(page);
      await page.goto(linkIn(await post.take(ana.email, "/setup#")));
      await page.getByLabel("Senha", { exact: true }).fill("thirteen slow rivers");
      await page.getByRole("button", { name: "Criar senha e entrar" }).click();
      await page.getByRole("heading", { name: "Conversas" }).waitFor();
      await other.getByRole("dialog", { name: "Sua sessão terminou" }).waitFor();
      const body = { email: ana.email, password: ana.password };
      await expect(call(world, "POST", "/auth/login", { body })).rejects.toThrow("401");
    },

    async "says the same of an address that nobody has"({ page }) {
      await page.goto("/forgot");
      await page.getByLabel("E-mail").fill("nobody@elsewhere.example");
      await page.keyboard.press("Enter");
      await page.getByText("Se alguém entra com nobody@elsewhere.example").waitFor();
    },

    async "an invitation goes out by mail and can be handed on all the same"({ page }) {
      await signIn(page, OWNER, "/settings/people");
      await page.getByRole("button", { name: "Convidar" }).click();
      const dialog = page.getByRole("dialog", { name: "Convidar" });
      await dialog.getByLabel("Nome").fill("Bia Reis");
      await dialog.getByLabel("E-mail").fill("bia@shop.example");
      await dialog.getByText("O convite vai para lá").waitFor();
      await dialog.getByRole("button", { name: "Criar convite" }).click();
      const told = page.getByRole("dialog", { name: "Convite de Bia Reis" });
      await told.getByText("a caminho de bia@shop.example").waitFor();
      await expectAccessible(page);
      const shown = await told.getByRole("status").first().textContent();
      const mail = await post.take("bia@shop.example", "/setup#");
      expect(shown).toContain(linkIn(mail));
    },
  },
  { settings: post.settings },
);

journeys(
  "without a mail server",
  {
    async "the way in says whom to ask"({ page }) {
      await page.goto("/login");
      await page.getByText("Peça um link a quem administra a empresa").waitFor();
      expect(await page.getByRole("link", { name: "Esqueci a senha" }).count()).toBe(0);
    },
  },
  { engines: ["sqlite"] },
);
