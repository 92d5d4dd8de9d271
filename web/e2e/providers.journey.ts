import { expect } from "vitest";
import { expectAccessible } from "./axe";
import { journeys, signIn } from "./journey";
import { startProvider } from "./provider";
import { OWNER } from "./world";

const provider = await startProvider();

journeys(
  "signing in elsewhere",
  {
    async "connects an account by the password once, then the button is enough"({
      page,
      anotherPage,
    }) {
      await page.goto("/login");
      await page.getByRole("button", { name: "Entrar com Facebook" }).waitFor();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Entrar com Google" }).click();
      await page.getByRole("link", { name: "Cancel" }).click();
      await page.getByText("Você não permitiu o acesso no Google").waitFor();
      await expectAccessible(page);
      expect(new URL(page.url()).hash).toBe("");

      await page.goto("/login?to=/me");
      await page.getByRole("button", { name: "Entrar com Google" }).click();
      await page.getByRole("link", { name: "Continue as Olga" }).click();
      await page.getByText("Esta conta do Google ainda não está conectada").waitFor();
      await expectAccessible(page);
      expect(new URL(page.url()).hash).toBe("");
      await page.getByLabel("E-mail").fill(OWNER.email);
      await page.getByLabel("Senha", { exact: true }).fill(OWNER.password);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Meu perfil" }).waitFor();
      await page.getByText("Conectada desde").waitFor();

      const elsewhere = await anotherPage();
      await elsewhere.goto("/login");
      await elsewhere.getByRole("button", { name: "Entrar com Google" }).click();
      await elsewhere.getByRole("link", { name: "Continue as Olga" }).click();
      await elsewhere.getByRole("heading", { name: "Conversas" }).waitFor();
    },

    async "disconnects and connects it in the profile"({ page }) {
      await signIn(page);
      await page.goto("/me");
      await page.getByRole("button", { name: "Desconectar Google" }).click();
      await page.getByText("Google desconectado").waitFor();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Conectar Google" }).click();
      await page.getByRole("link", { name: "Continue as Olga" }).click();
      await page.getByText("Google conectado").waitFor();
      await page.getByRole("button", { name: "Desconectar Google" }).waitFor();
    },
  },
  { settings: provider.settings },
);
