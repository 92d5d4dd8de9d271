import { expect } from "vitest";
import { expectAccessible } from "./axe";
import { journeys, signIn } from "./journey";
import { asOwner } from "./server";
import { OWNER, type World } from "./world";

/** The screen does not wait for the server; whoever closes it at once must. */
function remembered(world: World, what: object) {
  return expect.poll(() => asOwner(world, "GET", "/users/me")).toMatchObject(what);
}

journeys("the profile", {
  async "language, theme and availability hold at once and are remembered"({ world, page }) {
    await signIn(page, OWNER, "/me");
    await page.getByRole("heading", { name: "Meu perfil" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Ausente" }).click();
    await page.getByRole("button", { name: "Escuro" }).click();
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    await page.getByRole("button", { name: "Español" }).click();
    await page.getByRole("heading", { name: "Mi perfil" }).waitFor();
    await remembered(world, { language: "es", availability: "away" });
    await page.reload();
    await page.getByRole("heading", { name: "Mi perfil" }).waitFor();
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    await page.getByRole("button", { name: "Português" }).click();
    await page.getByRole("heading", { name: "Meu perfil" }).waitFor();
    await remembered(world, { language: "pt-BR" });
  },

  async "the menu of the person is reached and used by keyboard alone"({ page }) {
    await signIn(page, OWNER, "/me");
    await page
      .getByRole("button", { name: /, (disponível|ausente)/i })
      .first()
      .focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menu").waitFor();
    await expectAccessible(page);
    await page.getByRole("menuitemcheckbox", { name: "Claro" }).focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("html").getAttribute("data-theme")).toBe("light");
  },

  async "a server that restarts is found again without a reload"({ world, page }) {
    await signIn(page, OWNER, "/me");
    await page.getByRole("heading", { name: "Meu perfil" }).waitFor();
    await world.stopServer("SIGKILL");
    await page.getByText("Sem conexão.").waitFor();
    await expectAccessible(page);
    await world.startServer();
    await page.getByText("Sem conexão.").waitFor({ state: "detached", timeout: 20_000 });
    await page.getByRole("button", { name: "Disponível" }).click();
  },
});

journeys(
  "the profile on a phone",
  {
    async "fits, and the menu is below"({ page }) {
      await signIn(page, OWNER, "/me");
      await page.getByRole("heading", { name: "Meu perfil" }).waitFor();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBe(390);
      await expectAccessible(page);
    },
  },
  { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
);
