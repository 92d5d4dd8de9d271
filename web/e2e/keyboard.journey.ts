import type { Page } from "playwright-core";
import { expect } from "vitest";
import { row, thread } from "./inboxScreen";
import { journeys } from "./journey";
import { aCustomer, conversationOf, openShop, reachedMeta, writes } from "./shop";

/** Whatever has the focus is seen: it has a size, and a ring around it or around what it stands in. */
async function expectFocus(page: Page, name: string | RegExp) {
  const told = () =>
    page.evaluate(() => {
      const { activeElement: here } = document;
      if (!(here instanceof HTMLElement) || here === document.body) return "nothing";
      const { width, height } = here.getBoundingClientRect();
      const words = here.ariaLabel ?? here.innerText;
      return width > 0 && height > 0 ? words : "something out of sight";
    });
  if (typeof name === "string") await expect.poll(told).toBe(name);
  else await expect.poll(told).toMatch(name);
}

journeys("by keyboard alone", {
  async "from sign-in over an answer and a transfer to the next conversation"({ world, page }) {
    const { ana } = await openShop(world);
    const first = aCustomer("Nilo Castro");
    const second = aCustomer("Olívia Torres");
    await writes(world, first, "Vocês consertam relógios?");
    await conversationOf(world, first);
    await writes(world, second, "Qual o horário?");
    await conversationOf(world, second);
    await page.addInitScript(() => {
      for (const kind of ["pointerdown", "mousedown", "touchstart"])
        addEventListener(kind, () => console.error("a pointer was used"), true);
    });

    await page.goto("/");
    await page.getByLabel("E-mail").waitFor();
    await page.keyboard.type(ana.email);
    await page.keyboard.press("Tab");
    await page.keyboard.type(ana.password);
    await page.keyboard.press("Enter");
    await row(page, second.name).waitFor();

    await page.keyboard.press("j");
    await page.getByRole("region", { name: `Conversa com ${second.name}` }).waitFor();
    await page.keyboard.press("j");
    await page.getByRole("region", { name: `Conversa com ${first.name}` }).waitFor();
    await page.keyboard.press("k");
    await page.getByRole("region", { name: `Conversa com ${second.name}` }).waitFor();

    await page.keyboard.press("i");
    await thread(page).getByText("Você assumiu").waitFor();
    await page.keyboard.press("r");
    await expectFocus(page, "Resposta");
    await page.keyboard.type("Das 9 às 18, de segunda a sexta.");
    await page.keyboard.press("Enter");
    await thread(page).getByText("Das 9 às 18").waitFor();
    await expect.poll(() => reachedMeta(world, second)).toHaveLength(1);
    await page.keyboard.press("Escape");
    await expectFocus(page, "Mensagens");

    await page.keyboard.press("n");
    await expectFocus(page, "Nota interna");
    await page.keyboard.type("Cliente gosta de ser atendida cedo");
    await page.keyboard.press("Enter");
    await thread(page).getByText("Cliente gosta de ser atendida cedo").waitFor();
    await page.keyboard.press("Escape");

    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Atalhos do teclado" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await expectFocus(page, "Mensagens");

    await page.keyboard.press("a");
    await page.getByRole("menu").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });

    await page.keyboard.press("Shift+E");
    await page.getByRole("region", { name: `Conversa com ${first.name}` }).waitFor();
    await row(page, second.name).waitFor({ state: "detached" });

    await page.keyboard.press("t");
    const dialog = page.getByRole("dialog", { name: "Transferir a conversa" });
    await dialog.waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.type("Bruno");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Relógios são com você");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await expectFocus(page, "Transferir");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await row(page, first.name).waitFor({ state: "detached" });

    await page.keyboard.press("g");
    await page.keyboard.press("c");
    await page.getByRole("heading", { name: "Contatos", level: 1 }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("i");
    await page.getByRole("heading", { name: "Conversas", level: 1 }).waitFor();

    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", { name: "Comandos" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  },
});
