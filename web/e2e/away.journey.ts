import { expect } from "vitest";
import { expectAccessible } from "./axe";
import { message, open, row, thread } from "./inboxScreen";
import { journeys, signIn } from "./journey";
import { asOwner } from "./server";
import { aCustomer, conversationOf, openShop, reachedMeta, writes } from "./shop";
import { OWNER } from "./world";

const ZONE = "America/Sao_Paulo";
const DAY_MS = 86_400_000;

/** `2026-11-22`: the day it is there, so many days from now. */
function day(ahead: number) {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE });
  return format.format(Date.now() + ahead * DAY_MS);
}

journeys("the away message", {
  async "is made by the owner and answers a customer once"({ world, page }) {
    await openShop(world);
    await signIn(page, OWNER, "/settings/away");
    await expectAccessible(page);
    await page.getByRole("link", { name: "Criar mensagem" }).click();
    await page.getByLabel("Fecha (segunda-feira)").fill("12:00");
    await page.getByRole("button", { name: "Adicionar intervalo: segunda-feira" }).click();
    await page.getByRole("button", { name: "Copiar segunda-feira para segunda a sexta" }).click();
    // Closed now, at whatever hour this runs.
    for (const ahead of [0, 1]) {
      await page.getByRole("button", { name: "Adicionar feriado", exact: true }).click();
      await page.getByLabel(`Data do feriado ${ahead + 1}`).fill(day(ahead));
      await page.getByLabel(`Nome do feriado ${ahead + 1}`).fill("Recesso");
    }
    await page.getByLabel("Texto").fill("Oi, {{contact.firstName}}! Voltamos logo.");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Salvar" }).click();
    await page.getByText("Mensagem de ausência salva").waitFor();
    await page.getByRole("cell", { name: /^Fechado abre / }).waitFor();
    await expectAccessible(page);

    const lia = aCustomer("Lia Duarte");
    await writes(world, lia, "Vocês estão abertos?");
    await expect.poll(() => reachedMeta(world, lia)).toEqual(["Oi, Lia! Voltamos logo."]);
    await writes(world, lia, "Alguém aí?");
    const id = await conversationOf(world, lia);
    const unread = async () => {
      const found = await asOwner<{ unreadCount: number }>(world, "GET", `/conversations/${id}`);
      return found.unreadCount;
    };
    await expect.poll(unread).toBe(2);
    expect(await reachedMeta(world, lia)).toHaveLength(1);

    await page.goto("/inbox?view=all");
    await row(page, "Lia Duarte").getByText("Alguém aí?").waitFor();
    await open(page, "Lia Duarte");
    await message(page, "Oi, Lia! Voltamos logo.").waitFor();
    await thread(page).getByText("Automática", { exact: true }).waitFor();
    await expectAccessible(page);
  },

  async "is switched off from the list, and what was typed is not lost by leaving"({
    world,
    page,
  }) {
    await openShop(world);
    // What the journey before has made.
    const { data } = await asOwner<{ data: { id: string }[] }>(world, "GET", "/away-messages");
    const id = data[0]?.id ?? "";
    await signIn(page, OWNER, `/settings/away/${id}`);
    await page.getByLabel("Texto").fill("Voltamos segunda.");
    await page.getByRole("link", { name: "Etiquetas" }).click();
    const asking = page.getByRole("dialog", { name: "Sair sem salvar?" });
    await asking.getByRole("button", { name: "Continuar editando" }).click();
    await page.getByRole("button", { name: "Salvar" }).click();
    await page.getByRole("cell", { name: "Voltamos segunda." }).waitFor();
    await page.getByRole("switch", { name: "Responder por Toda a empresa" }).click();
    await page.getByText("Mensagem de ausência desligada").waitFor();
    const rui = aCustomer("Rui Prado");
    await writes(world, rui, "Oi");
    await conversationOf(world, rui);
    expect(await reachedMeta(world, rui)).toEqual([]);
    await page.getByRole("button", { name: "Ações de Toda a empresa" }).click();
    await page.getByRole("menuitem", { name: "Excluir mensagem" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Excluir mensagem" }).click();
    await page.getByText("Ninguém fica sem resposta").waitFor();
  },
});
