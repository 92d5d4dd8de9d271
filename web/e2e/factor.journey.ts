import type { Page } from "playwright-core";
import { expect } from "vitest";
import { expectAccessible } from "./axe";
import { journeys, signIn } from "./journey";
import { addPerson, asOwner, call, tokenOf } from "./server";
import { codeOf } from "./totp";
import { OWNER, type World } from "./world";

interface Confirmed {
  recoveryCodes: string[];
}

/** A second factor without the page: for journeys that are about what comes after. */
async function enrol(world: World, token: string) {
  const path = "/users/me/second-factor";
  const { secret } = await call<{ secret: string }>(world, "POST", path, { token });
  const body = { code: codeOf(secret) };
  const { recoveryCodes } = await call<Confirmed>(world, "POST", `${path}/confirm`, {
    token,
    body,
  });
  return { secret, recoveryCodes };
}

async function typePassword(page: Page, { email, password } = OWNER) {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Senha", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Entrar", exact: true }).click();
}

/** The dialog with the picture, then the one with the codes; answers the secret and a recovery code. */
async function setUp(page: Page) {
  const dialog = page.getByRole("dialog", { name: "Ativar o segundo fator" });
  await dialog.getByRole("img", { name: "Imagem para o aplicativo" }).waitFor();
  await expectAccessible(page);
  const secret = (await dialog.getByRole("status").textContent()) ?? "";
  const code = dialog.getByLabel("Código do aplicativo");
  await code.fill("000000");
  await dialog.getByRole("button", { name: "Ativar" }).click();
  await dialog.getByText("Este código está incorreto").waitFor();
  await code.fill(codeOf(secret));
  await dialog.getByRole("button", { name: "Ativar" }).click();
  const codes = page.getByRole("dialog", { name: "Códigos de recuperação" });
  await codes.getByText("só esta vez").waitFor();
  await expectAccessible(page);
  expect(await codes.getByRole("listitem").count()).toBe(10);
  const recovery = (await codes.getByRole("listitem").first().textContent()) ?? "";
  await codes.getByRole("button", { name: "Já guardei" }).click();
  return { secret, recovery };
}

journeys("the second factor", {
  async "is set up in the profile and asked for at the next sign-in, or a recovery code"({
    world,
    page,
  }) {
    const ana = await addPerson(world, "ana@shop.example", "Ana Prado", "agent");
    await signIn(page, ana, "/me");
    await page.getByRole("button", { name: "Ativar o segundo fator" }).click();
    const { secret, recovery } = await setUp(page);
    await page.getByText("Restam 10 códigos de recuperação.").waitFor();
    await expectAccessible(page);

    await page.getByRole("button", { name: "Sair de todos os lugares" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Sair de todos" }).click();
    await typePassword(page, ana);
    const code = page.getByLabel("Código do aplicativo");
    await code.waitFor();
    await expectAccessible(page);
    expect(await code.getAttribute("autocomplete")).toBe("one-time-code");
    await code.fill("000000");
    await page.keyboard.press("Enter");
    await page.getByText("Este código está incorreto").waitFor();
    // The one that was shown a moment ago is used up; the next one is taken already.
    await code.fill(codeOf(secret, 1));
    await page.keyboard.press("Enter");
    await page.getByRole("navigation", { name: "Seções" }).first().waitFor();

    await page.goto("/me");
    await page.getByRole("button", { name: "Sair de todos os lugares" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Sair de todos" }).click();
    await typePassword(page, ana);
    await page.getByRole("button", { name: "Usar um código de recuperação" }).click();
    await page.getByLabel("Código de recuperação").fill(recovery.toUpperCase());
    await page.keyboard.press("Enter");
    await page.getByRole("navigation", { name: "Seções" }).first().waitFor();
    await page.goto("/me");
    await page.getByText("Restam 9 códigos de recuperação.").waitFor();
  },

  async "is taken away by who manages people, for who lost it"({ world, page }) {
    const bia = await addPerson(world, "bia@shop.example", "Bia Reis", "agent");
    await enrol(world, await tokenOf(world, bia.email, bia.password));
    await signIn(page, OWNER, "/settings/people");
    const row = page.getByRole("row", { name: /Bia Reis/ });
    await row.getByText("Segundo fator").waitFor();
    await row.getByRole("button", { name: "Ações de Bia Reis" }).click();
    await page.getByRole("menuitem", { name: "Remover o segundo fator" }).click();
    const dialog = page.getByRole("dialog", { name: "Remover o segundo fator de Bia Reis?" });
    await dialog.getByRole("button", { name: "Remover segundo fator" }).click();
    await page.getByText("Bia Reis entra só com a senha agora").waitFor();
    await row.getByText("Segundo fator").waitFor({ state: "detached" });
    await tokenOf(world, bia.email, bia.password);
  },

  async "is asked of everybody by a company, and nothing is seen before"({
    world,
    page,
    anotherPage,
  }) {
    const caio = await addPerson(world, "caio@shop.example", "Caio Lima", "agent");
    const other = await anotherPage();
    await signIn(other, caio, "/inbox");
    await other.getByRole("heading", { name: "Conversas" }).waitFor();
    // Whoever asks others for one has one.
    const { secret } = await enrol(world, await tokenOf(world, OWNER.email, OWNER.password));
    await page.goto("/settings/company");
    await typePassword(page);
    await page.getByLabel("Código do aplicativo").fill(codeOf(secret, 1));
    await page.keyboard.press("Enter");
    await page.getByRole("radio", { name: /Todas as pessoas/ }).check();
    await page.getByRole("button", { name: "Salvar" }).click();
    await page.getByText("Dados da empresa salvos").waitFor();
    await expectAccessible(page);
    await other.getByRole("heading", { name: /exige um segundo fator/ }).waitFor();
    await expectAccessible(other);
    expect(await other.getByRole("navigation", { name: "Seções" }).count()).toBe(0);
    await other.getByRole("button", { name: "Ativar o segundo fator" }).click();
    await setUp(other);
    await other.getByRole("navigation", { name: "Seções" }).first().waitFor();
  },
});

journeys(
  "what is asked about twice",
  {
    async "goes on where it stood after the password"({ world, page }) {
      let token = "";
      page.on("request", (request) => {
        token = request.headers().authorization?.replace("Bearer ", "") ?? token;
      });
      await signIn(page, OWNER, "/settings/keys");
      await page.getByRole("button", { name: "Criar chave" }).first().click();
      const dialog = page.getByRole("dialog", { name: "Criar chave" });
      await dialog.getByLabel("Nome").fill("Loja virtual");
      await dialog.getByRole("checkbox").first().check();
      // The sign-in is too old once the server says so, before it looks at what is asked.
      const stale = () => call(world, "POST", "/api-keys", { token, body: {} }).catch(String);
      await expect.poll(stale, { timeout: 30_000, interval: 500 }).toContain("step-up-required");
      await dialog.getByRole("button", { name: "Criar chave" }).click();
      const asked = page.getByRole("dialog", { name: "Confirme que é você" });
      await asked.waitFor();
      await expectAccessible(page);
      await page.keyboard.type("a wrong password");
      await page.keyboard.press("Enter");
      await asked.getByText("Esta não é a sua senha.").waitFor();
      await asked.getByRole("button", { name: "Cancelar" }).click();
      await dialog.getByText("Confirme que é você e tente de novo").waitFor();
      await dialog.getByRole("button", { name: "Criar chave" }).click();
      await asked.getByLabel("Sua senha").fill(OWNER.password);
      await asked.getByRole("button", { name: "Confirmar" }).click();
      await page.getByRole("dialog", { name: /Loja virtual/ }).waitFor();
      expect(await asOwner(world, "GET", "/users/me")).toMatchObject({ secondFactor: false });
    },
  },
  { settings: { RECADO_AUTH__STEP_UP_SECS: "8" }, timeout: 90_000 },
);
