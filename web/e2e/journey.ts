import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { leaveUnjudged } from "./axe";
import { ENGINES, type Engine, OWNER, startWorld, TARGET, type World } from "./world";

/** What a journey is given. */
export interface Journey {
  world: World;
  /** A fresh browser profile, nobody signed in. */
  page: Page;
  /** Another profile, as another person at another machine would have. */
  anotherPage(options?: BrowserContextOptions): Promise<Page>;
}

/** How the browser is, whether the installation is an empty one, and how its server is set. */
interface JourneyOptions extends BrowserContextOptions {
  /** Both, unless what is shown cannot depend on it. */
  engines?: readonly Engine[];
  /** How long one journey may take, in milliseconds. */
  timeout?: number;
  empty?: boolean;
  settings?: Record<string, string>;
}

type Steps = (journey: Journey) => Promise<void>;

export const CHROMIUM_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];

/** What a journey may complain of on purpose: refused calls are logged by the browser, whoever refused them. */
const EXPECTED = /the server responded with a status of (4\d\d|503)|net::ERR_|WebSocket connection/;

/**
 * Journeys through the app in a real browser, each on both engines. All journeys of a file share one product per engine.
 * A journey fails when the page logs an error or breaks the content security policy, whatever else it shows.
 */
export function journeys(
  title: string,
  steps: Record<string, Steps>,
  { engines = ENGINES, timeout, empty = false, settings = {}, ...options }: JourneyOptions = {},
) {
  describe.each(engines)(`${title} on %s`, (engine) => {
    let world: World;
    let browser: Browser;
    beforeAll(async () => {
      [world, browser] = await Promise.all([
        startWorld(engine, { empty, settings }),
        openBrowser(),
      ]);
    });
    afterAll(async () => {
      await Promise.all([browser?.close(), world?.stop()]);
    });
    for (const [name, take] of Object.entries(steps)) {
      test(name, timeout === undefined ? {} : { timeout }, async () => {
        const complaints: string[] = [];
        const open = async (more: BrowserContextOptions = {}) => {
          const context = await browser.newContext({
            baseURL: world.url,
            locale: "pt-BR",
            ...options,
            ...more,
          });
          // What stands on a screen does not depend on the engine behind it.
          if (engine !== engines[0]) leaveUnjudged(context);
          const page = await context.newPage();
          follow(page, complaints);
          return page;
        };
        try {
          await take({ world, page: await open(), anotherPage: open });
        } catch (error) {
          await keepPictures(browser, `${title} ${name} ${engine}`);
          throw error;
        } finally {
          await Promise.all(browser.contexts().map((context) => context.close()));
        }
        expect(complaints).toEqual([]);
      });
    }
  });
}

/** How the pages looked when a journey failed, beside what the build makes. */
async function keepPictures(browser: Browser, name: string) {
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) {
    const file = `${name} ${index + 1}.png`.replaceAll(/[^\w.]+/gu, "-");
    await page.screenshot({ path: join(TARGET, "journeys", file) });
  }
}

function follow(page: Page, complaints: string[]) {
  page.setDefaultTimeout(10_000);
  page.on("pageerror", (error) => complaints.push(`thrown: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !EXPECTED.test(message.text()))
      complaints.push(message.text());
  });
}

async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) {
    throw new Error(
      `no browser at ${executablePath}: scripts/chromium.sh installs it, CHROMIUM names another`,
    );
  }
  return chromium.launch({ executablePath, args: CHROMIUM_ARGS });
}

/** Signs in by the page, as people do. */
export async function signIn(page: Page, who = OWNER, path = "/me") {
  await page.goto(path);
  await page.getByLabel("E-mail").fill(who.email);
  await page.getByLabel("Senha", { exact: true }).fill(who.password);
  await page.getByRole("button", { name: "Entrar", exact: true }).click();
  await page.getByRole("navigation", { name: "Seções" }).first().waitFor();
}
