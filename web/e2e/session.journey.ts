import { expect } from "vitest";
import { expectAccessible } from "./axe";
import { journeys, signIn } from "./journey";
import { addPerson, asOwner, call, tokenOf } from "./server";
import { OWNER } from "./world";

const profile = { name: "Meu perfil" };

journeys("the session", {
  async "signing in leads where one wanted to go, and lasts over a reload"({ page }) {
    await page.goto("/me?from=mail");
    await page.waitForURL("**/login?**");
    await expectAccessible(page);
    await page.getByLabel("E-mail").fill(OWNER.email);
    await page.getByLabel("Senha", { exact: true }).fill(OWNER.password);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/me?from=mail");
    await page.getByRole("heading", profile).waitFor();
    await page.reload();
    await page.getByRole("heading", profile).waitFor();
  },

  async "a wrong password is told under the field, which keeps the focus"({ page }) {
    await page.goto("/");
    await page.getByLabel("E-mail").fill(OWNER.email);
    await page.getByLabel("Senha", { exact: true }).fill("nothing of the kind");
    await page.getByRole("button", { name: "Entrar", exact: true }).click();
    await page.getByText("E-mail ou senha não conferem.").waitFor();
    expect(
      await page
        .getByLabel("Senha", { exact: true })
        .evaluate((field) => field === document.activeElement),
    ).toBe(true);
    await expectAccessible(page);
    await page.keyboard.type(OWNER.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Conversas" }).waitFor();
  },

  async "a session that ends keeps place and draft"({ world, page }) {
    const ana = await addPerson(world, "ana@shop.example", "Ana", "agent");
    await signIn(page, ana, "/me?here=1");
    await page.getByLabel("Nome").fill("Ana Lima de Souza");
    const token = await tokenOf(world, ana.email, ana.password);
    await call(world, "PUT", "/users/me/password", {
      token,
      body: { currentPassword: ana.password, password: "thirteen slow rivers" },
    });
    const dialog = page.getByRole("dialog", { name: "Sua sessão terminou" });
    await dialog.waitFor();
    await expectAccessible(page);
    await dialog.getByLabel("Senha", { exact: true }).fill("thirteen slow rivers");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    expect(new URL(page.url()).search).toBe("?here=1");
    expect(await page.getByLabel("Nome").inputValue()).toBe("Ana Lima de Souza");
    await page.getByRole("button", { name: "Salvar" }).click();
    await page.getByText("Perfil salvo").waitFor();
  },

  async "a one-time link sets the password, once"({ world, page, anotherPage }) {
    const made = await asOwner<{ setupUrl: string }>(world, "POST", "/users", {
      email: "bia@shop.example",
      name: "Bia",
      role: "agent",
    });
    const link = made.setupUrl.slice(made.setupUrl.indexOf("/setup#"));
    await page.goto(link);
    await page.getByText("bia@shop.example").waitFor();
    await expectAccessible(page);
    await page.getByLabel("Senha", { exact: true }).fill("curta");
    await page.getByRole("button", { name: "Criar senha e entrar" }).click();
    await page
      .getByText("São necessários pelo menos 12")
      .or(page.getByText("12 caracteres"))
      .first()
      .waitFor();
    await page.getByLabel("Senha", { exact: true }).fill(OWNER.password);
    await page.getByRole("button", { name: "Criar senha e entrar" }).click();
    await page.getByRole("heading", { name: "Conversas" }).waitFor();
    const late = await anotherPage();
    await late.goto(link);
    await late.getByRole("heading", { name: "Este link não vale mais" }).waitFor();
    await expectAccessible(late);
  },

  async "signing out everywhere ends the other browser too"({ world, page, anotherPage }) {
    const caio = await addPerson(world, "caio@shop.example", "Caio", "agent");
    const other = await anotherPage();
    await signIn(page, caio, "/me");
    await signIn(other, caio);
    await page.getByRole("button", { name: "Sair de todos os lugares" }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: "Sair de todos os lugares" })
      .click();
    await page.waitForURL("**/login");
    await other.getByRole("dialog", { name: "Sua sessão terminou" }).waitFor();
  },

  async "who belongs to two companies chooses one"({ world, page }) {
    const owner = { email: "mia@mall.example", name: "Mia", password: OWNER.password };
    await asOwner(world, "POST", "/tenants", { slug: "mall", name: "Shopping Maré", owner });
    await asOwner(world, "POST", "/users", { email: owner.email, name: "Mia", role: "viewer" });
    await page.goto("/");
    await page.getByLabel("E-mail").fill(owner.email);
    await page.getByLabel("Senha", { exact: true }).fill(owner.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Escolha a empresa" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Shopping Maré" }).click();
    await page.getByRole("button", { name: "Trocar de empresa: Shopping Maré" }).waitFor();
  },
});

journeys(
  "an empty installation",
  {
    async "is set up by the link that it prints"({ world, page }) {
      await page.goto(world.firstLink() ?? "no link was printed");
      await page.getByRole("heading", { name: "Configure o Recado" }).waitFor();
      await expectAccessible(page);
      await page.getByLabel("Nome da empresa").fill("Ateliê Maré");
      expect(await page.getByLabel("Identificador").inputValue()).toBe("atelie-mare");
      await page.getByLabel("Seu nome").fill("Nina");
      await page.getByLabel("Seu e-mail").fill("nina@mare.example");
      await page.getByLabel("Senha", { exact: true }).fill(OWNER.password);
      await page.getByRole("button", { name: "Criar empresa e entrar" }).click();
      await page.getByRole("button", { name: "Nina, Disponível" }).first().waitFor();
    },
  },
  { empty: true },
);
