import { expect } from "vitest";
import { expectAccessible } from "./axe";
import { enterInbox, row } from "./inboxScreen";
import { journeys } from "./journey";
import { asOwner } from "./server";
import { aCustomer, conversationOf, openShop, writes } from "./shop";
import { OWNER } from "./world";

journeys("saved views", {
  async "filters get a name, everybody sees a shared one, and a deleted one can be had back"({
    world,
    page,
    anotherPage,
  }) {
    const { ana } = await openShop(world);
    const waiting = aCustomer("Rosa Lins");
    const done = aCustomer("Saulo Nery");
    for (const customer of [waiting, done]) await writes(world, customer, "Bom dia");
    await conversationOf(world, waiting);
    const closed = await conversationOf(world, done);
    await asOwner(world, "PUT", `/conversations/${closed}/status`, { status: "closed" });

    await enterInbox(page, OWNER);
    await row(page, "Rosa Lins").waitFor();
    await page.getByRole("button", { name: "Filtrar" }).click();
    await page.getByLabel("Situação").selectOption({ label: "Encerrada" });
    await page.keyboard.press("Escape");
    await row(page, "Saulo Nery").waitFor();
    const strip = page.getByRole("region", { name: "Visões salvas" });
    await strip.getByRole("button", { name: "Salvar visão" }).click();
    const dialog = page.getByRole("dialog", { name: "Salvar visão" });
    await dialog.getByLabel("Nome").fill("Encerradas da loja");
    await dialog.getByLabel("Para toda a empresa").check();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Salvar" }).click();
    const view = strip.getByRole("button", { name: "Encerradas da loja", exact: true });
    await view.waitFor();
    await expectAccessible(page);
    expect(await view.getAttribute("aria-pressed")).toBe("true");

    await view.click();
    await row(page, "Rosa Lins").waitFor();
    await row(page, "Saulo Nery").waitFor({ state: "detached" });
    await view.click();
    await row(page, "Saulo Nery").waitFor();
    expect(new URL(page.url()).searchParams.get("status")).toBe("closed");

    const other = await anotherPage();
    await enterInbox(other, ana);
    const shared = other.getByRole("button", { name: "Encerradas da loja", exact: true });
    await shared.click();
    await expect.poll(() => new URL(other.url()).searchParams.get("status")).toBe("closed");
    // She may use it and not change it.
    expect(await other.getByRole("button", { name: "Mais sobre Encerradas da loja" }).count()).toBe(
      0,
    );

    await strip.getByRole("button", { name: "Mais sobre Encerradas da loja" }).click();
    await page.getByRole("menuitem", { name: "Renomear" }).click();
    await page.getByRole("dialog").getByLabel("Nome").fill("Arquivo da loja");
    await page.getByRole("dialog").getByRole("button", { name: "Salvar" }).click();
    await strip.getByRole("button", { name: "Mais sobre Arquivo da loja" }).click();
    await page.getByRole("menuitem", { name: "Excluir" }).click();
    await page.getByText("Visão Arquivo da loja excluída").waitFor();
    await strip
      .getByRole("button", { name: "Arquivo da loja", exact: true })
      .waitFor({ state: "detached" });
    await page.getByRole("button", { name: /Desfazer/ }).click();
    await strip.getByRole("button", { name: "Arquivo da loja", exact: true }).waitFor();
  },
});
