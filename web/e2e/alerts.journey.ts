import type { Page } from "playwright-core";
import { expect } from "vitest";
import { expectAccessible } from "./axe";
import { enterInbox, open, row } from "./inboxScreen";
import { journeys, signIn } from "./journey";
import { aCustomer, openShop, writes } from "./shop";

interface Told {
  notifications: { title: string; body: string }[];
  asked: number;
  notes: number;
  answer: NotificationPermission;
}

/** A desktop and a loudspeaker that write down what reaches them. */
async function listenIn(page: Page, answer: NotificationPermission) {
  await page.addInitScript((given) => {
    const told: Told = { notifications: [], asked: 0, notes: 0, answer: given };
    Object.assign(globalThis, { told });
    class Desk {
      static permission: NotificationPermission = "default";
      static async requestPermission() {
        told.asked += 1;
        Desk.permission = told.answer;
        return told.answer;
      }
      onclick: (() => void) | null = null;
      constructor(title: string, { body }: { body: string }) {
        told.notifications.push({ title, body });
        Object.assign(globalThis, { lastNotification: this });
      }
      close() {}
    }
    Object.assign(globalThis, { Notification: Desk });
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (at) {
      told.notes += 1;
      start.call(this, at);
    };
  }, answer);
}

function told(page: Page): Promise<Told> {
  return page.evaluate(() => (globalThis as never as { told: Told }).told);
}

journeys("alerts", {
  async "tell of a customer's message by desktop and tone, but not of what is in view"({
    world,
    page,
  }) {
    const { ana } = await openShop(world);
    await listenIn(page, "granted");
    await signIn(page, ana, "/me");
    expect((await told(page)).asked).toBe(0);
    await page.getByRole("switch", { name: "Notificação na área de trabalho" }).check();
    await page.getByRole("switch", { name: "Som" }).check();
    expect(await told(page)).toMatchObject({ asked: 1, notes: 2 });
    await expectAccessible(page);
    const pia = aCustomer("Pia Werneck");
    await writes(world, pia, "Tem entrega hoje?");
    await expect
      .poll(async () => (await told(page)).notifications)
      .toEqual([{ title: "Pia Werneck", body: "Tem entrega hoje?" }]);
    await page.evaluate(() =>
      (globalThis as never as { lastNotification: Notification }).lastNotification.onclick?.(
        new Event("click"),
      ),
    );
    await page.getByRole("region", { name: "Conversa com Pia Werneck" }).waitFor();
    await writes(world, pia, "É urgente");
    await page.getByRole("log").getByText("É urgente").waitFor();
    const raul = aCustomer("Raul Pinho");
    await writes(world, raul, "Bom dia");
    await row(page, raul.name).waitFor();
    await expect.poll(async () => (await told(page)).notifications.length).toBe(2);
    expect((await told(page)).notifications[1]?.title).toBe("Raul Pinho");
  },

  async "say what to do where the browser refuses, and stay off"({ world, page }) {
    const { ana } = await openShop(world);
    await listenIn(page, "denied");
    await signIn(page, ana, "/me");
    const desktop = page.getByRole("switch", { name: "Notificação na área de trabalho" });
    await desktop.click();
    await page.getByText("O navegador bloqueou as notificações").waitFor();
    expect(await desktop.isChecked()).toBe(false);
    await expectAccessible(page);
  },

  async "are silent until they are asked for"({ world, page }) {
    const { bruno } = await openShop(world);
    await listenIn(page, "granted");
    await enterInbox(page, bruno);
    const sara = aCustomer("Sara Lobo");
    await writes(world, sara, "Olá");
    await open(page, sara.name);
    expect(await told(page)).toMatchObject({ asked: 0, notes: 0, notifications: [] });
  },
});
