import { expect } from "vitest";
import { composer, enterInbox, open, row, thread } from "./inboxScreen";
import { journeys, signIn } from "./journey";
import { asOwner } from "./server";
import { aCustomer, conversationOf, openShop, writes } from "./shop";
import { OWNER } from "./world";

journeys("who sees what", {
  async "another team's conversation is nowhere: list, counts, filters, search, link"({
    world,
    page,
  }) {
    const { ana, store } = await openShop(world);
    const mine = aCustomer("Júlia Sá");
    const theirs = aCustomer("Kátia Veloso");
    for (const customer of [mine, theirs]) await writes(world, customer, "Mensagem sobre tapetes");
    const [, hidden] = await Promise.all([mine, theirs].map((one) => conversationOf(world, one)));
    await asOwner(world, "POST", `/conversations/${hidden}/assign`, { teamId: store });
    await enterInbox(page, ana);
    await row(page, mine.name).waitFor();
    const requests: string[] = [];
    page.on("response", async (response) => {
      if (response.url().includes("/api/")) requests.push(await response.text().catch(() => ""));
    });
    for (const view of ["Minhas", "Equipe", "Sem dono", "Todas"]) {
      await page.getByRole("tab", { name: new RegExp(`^${view}`) }).click();
      await page.waitForURL(/view=/);
      expect(await page.getByText(theirs.name).count()).toBe(0);
    }
    await page.getByRole("tab", { name: /^Todas 1$/ }).waitFor();
    for (const filter of [`team=${store}`, "status=open", "unread=true"]) {
      await page.goto(`/inbox?view=all&${filter}`);
      await page.getByRole("heading", { name: "Conversas", level: 1 }).waitFor();
      await (filter.startsWith("team")
        ? page.getByText("Nada com esses filtros")
        : row(page, mine.name)
      ).waitFor();
      expect(await page.getByText(theirs.name).count()).toBe(0);
    }
    await page.goto(`/inbox/${hidden}`);
    await page.getByText("Esta conversa não está aqui").waitFor();
    expect(requests.filter((text) => text.includes(theirs.name))).toEqual([]);
  },

  async "what goes to another team leaves the screen, and its news do not come"({ world, page }) {
    const { ana, store } = await openShop(world);
    const leo = aCustomer("Leo Paiva");
    const told: string[] = [];
    page.on("websocket", (socket) =>
      socket.on("framereceived", ({ payload }) => told.push(String(payload))),
    );
    await writes(world, leo, "Primeira");
    const id = await conversationOf(world, leo);
    await enterInbox(page, ana);
    await open(page, leo.name);
    await thread(page).getByText("Primeira").waitFor();
    await asOwner(world, "POST", `/conversations/${id}/assign`, { teamId: store });
    await page.getByText("Esta conversa não está aqui").waitFor();
    await row(page, leo.name).waitFor({ state: "detached" });
    await writes(world, leo, "Segredo da outra equipe");
    const marta = aCustomer("Marta Rios");
    await writes(world, marta, "Depois");
    // What came later is here, so what came before it and is not shown did not come.
    await row(page, marta.name).waitFor();
    expect(await page.getByText(leo.name).count()).toBe(0);
    expect(told.some((frame) => frame.includes(marta.name))).toBe(true);
    expect(told.filter((frame) => frame.includes("Segredo"))).toEqual([]);
  },

  async "an owner sees all teams' work, a viewer no conversation"({ world, page, anotherPage }) {
    const { store } = await openShop(world);
    const otto = aCustomer("Otto Braga");
    await writes(world, otto, "Bom dia");
    const id = await conversationOf(world, otto);
    await asOwner(world, "POST", `/conversations/${id}/assign`, { teamId: store });
    await enterInbox(page, OWNER);
    await open(page, otto.name);
    await composer(page).waitFor();
    const vera = { email: "vera@shop.example", password: OWNER.password };
    await asOwner(world, "POST", "/users", { ...vera, name: "Vera", role: "viewer" });
    const other = await anotherPage();
    await signIn(other, vera, "/");
    await other.waitForURL("**/me");
    expect(await other.getByRole("link", { name: "Conversas" }).count()).toBe(0);
    await other.goto(`/inbox/${id}`);
    await other.getByRole("navigation", { name: "Seções" }).first().waitFor();
    expect(await other.getByText(otto.name).count()).toBe(0);
  },
});
