import type { Page, Request } from "playwright-core";

/** A control of a screen, as somebody would tell it from its neighbours. */
interface Control {
  /** Role, name and where it stands: the same again when the screen is opened anew. */
  key: string;
  kind: "press" | "write" | "choose";
}

export interface Crawled {
  tried: number;
  /** Names of controls that did nothing. */
  dead: string[];
}

interface Router {
  navigate: (to: { href: string; ignoreBlocker?: boolean }) => Promise<void>;
}

interface Effects {
  /** What the page did since it was asked. */
  count: number;
}

/** A control has this long to do something. */
const PATIENCE_MS = 1_500;
/** The screen is at rest when nothing moved for so long. */
const REST_MS = 100;
const REST_AT_MOST_MS = 3_000;

/**
 * Uses each enabled control of a screen once, each time from a fresh state, and finds those that do nothing: no navigation, no
 * request, nothing opened, no change on the page, no focus moved. Rows of one list are one control; what frames every screen
 * is used on the first one only.
 */
export async function crawl(page: Page, address: string, framed: Set<string>): Promise<Crawled> {
  const requests = countRequests(page);
  const tried = new Set<string>();
  const dead: string[] = [];
  for (;;) {
    await openAnew(page, address, requests);
    const next = (await controlsOf(page)).find(({ key }) => !tried.has(key) && !framed.has(key));
    if (next === undefined) break;
    tried.add(next.key);
    if (next.key.startsWith("frame ")) framed.add(next.key);
    if (!(await use(page, next, requests))) dead.push(`${address}: ${next.key}`);
  }
  requests.stop();
  return { tried: tried.size, dead };
}

interface Requests {
  count: () => number;
  open: () => number;
  /** What was left open by a page that is gone does not count. */
  forget: () => void;
  stop: () => void;
}

function countRequests(page: Page): Requests {
  let [count, open] = [0, 0];
  const begun = (request: Request) => {
    if (request.url().includes("/api/")) count += 1;
    open += 1;
  };
  const ended = () => {
    open -= 1;
  };
  const happened = () => {
    count += 1;
  };
  page.on("request", begun).on("requestfinished", ended).on("requestfailed", ended);
  page.on("popup", happened).on("download", happened).on("filechooser", happened);
  const stop = () => {
    page.off("request", begun).off("requestfinished", ended).off("requestfailed", ended);
    page.off("popup", happened).off("download", happened).off("filechooser", happened);
  };
  const forget = () => {
    open = 0;
  };
  return { count: () => count, open: () => open, forget, stop };
}

/** The screen as if it was opened just now: nothing that the control before it opened, wrote or changed is left in memory. */
async function openAnew(page: Page, address: string, requests: Requests) {
  requests.forget();
  const moved = await page
    .evaluate(async (href) => {
      const { __TSR_ROUTER__: router } = globalThis as never as { __TSR_ROUTER__?: Router };
      if (router === undefined) return false;
      // By way of a page that does not exist, so that no part of the screen stays; what was written there is left behind.
      await router.navigate({ href: "/-", ignoreBlocker: true });
      await router.navigate({ href });
      return true;
    }, address)
    .catch(() => false);
  if (!moved) await page.goto(address);
  await rest(page, requests);
}

/** Waits until no answer is due and nothing moves; not for ever, as something may always move. */
async function rest(page: Page, requests: Requests) {
  const until = Date.now() + REST_AT_MOST_MS;
  while (Date.now() < until) {
    await page.evaluate(
      (ms) =>
        new Promise<void>((resolve) => {
          let timer = setTimeout(done, ms);
          setTimeout(done, 10 * ms);
          const observer = new MutationObserver(() => {
            clearTimeout(timer);
            timer = setTimeout(done, ms);
          });
          function done() {
            observer.disconnect();
            resolve();
          }
          observer.observe(document, { subtree: true, childList: true, attributes: true });
        }),
      REST_MS,
    );
    if (requests.open() <= 0) return;
  }
}

/** The enabled controls in sight; each carries its key as `data-control`. */
function controlsOf(page: Page): Promise<Control[]> {
  return page.evaluate(() => {
    const all = [
      "button, a[href], input, select, textarea, summary, [role=menuitem], [role=option]",
    ].join();
    const seen = new Map<string, Control>();
    for (const here of document.querySelectorAll<HTMLElement>(all)) {
      if (!isUsable(here)) continue;
      const key = keyOf(here);
      if (seen.has(key)) continue;
      here.dataset.control = key;
      seen.set(key, { key, kind: kindOf(here) });
    }
    return [...seen.values()];

    function isUsable(here: HTMLElement) {
      if (here.matches(":disabled, [aria-disabled=true], [inert] *, [aria-hidden=true] *"))
        return false;
      // What is chosen already changes nothing when it is chosen again.
      if (
        here.matches(
          "[aria-selected=true], [aria-current], fieldset > [aria-pressed=true], input[type=radio]:checked",
        )
      )
        return false;
      // What tells of the control before goes away by itself, maybe before it can be used.
      if (here.matches("[role=status] *")) return false;
      // The way to the content is seen by keyboard only.
      if (here.matches("a[href='#main']")) return false;
      return here.checkVisibility({ visibilityProperty: true }) && here.getClientRects().length > 0;
    }

    function keyOf(here: HTMLElement) {
      const frame =
        here.closest("nav, [role=navigation]") !== null && here.closest("main") === null;
      const row = here.closest("li, tr, [role=row]");
      const rows = row?.parentElement?.getAttribute("aria-label") ?? row?.parentElement?.tagName;
      const role = here.getAttribute("role") ?? here.tagName.toLowerCase();
      const name = row && here.matches("a") ? `a row of ${rows}` : nameOf(here);
      return `${frame ? "frame " : ""}${role} "${name}"`;
    }

    function nameOf(here: HTMLElement) {
      const label =
        here instanceof HTMLInputElement ||
        here instanceof HTMLSelectElement ||
        here instanceof HTMLTextAreaElement
          ? here.labels?.[0]?.innerText
          : undefined;
      const name = here.ariaLabel ?? label ?? here.innerText;
      return (
        name.replaceAll(/\s+/gu, " ").replaceAll(/\d+/gu, "#").trim() || here.title || "nameless"
      );
    }

    function kindOf(here: HTMLElement) {
      if (here instanceof HTMLSelectElement) return "choose";
      const isField =
        here instanceof HTMLTextAreaElement ||
        (here instanceof HTMLInputElement &&
          !here.matches(
            "[type=checkbox], [type=radio], [type=button], [type=submit], [type=file], [type=range], [type=color]",
          ));
      return isField ? "write" : "press";
    }
  });
}

/** Uses the control; whether anything came of it. */
async function use(page: Page, { key, kind }: Control, requests: Requests): Promise<boolean> {
  const control = page.locator(`[data-control=${JSON.stringify(key)}]`);
  if (kind === "write") return acceptsText(page, key);
  const before = { address: page.url(), requests: requests.count() };
  await watch(page, key);
  if (kind === "choose") {
    const index = await control.evaluate(otherIndex);
    if (index < 0) return false;
    await control.selectOption({ index });
  } else {
    // What is pinned to the edge of the screen must not cover it.
    await control.evaluate((here) => here.scrollIntoView({ block: "center" }));
    // A choice may be drawn by its label alone.
    const label = page.locator("label", { has: page.locator("input.sr-only").and(control) });
    await ((await label.count()) > 0 ? label : control).click({ timeout: 5_000 });
  }
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    if (page.url() !== before.address || requests.count() > before.requests) return true;
    if (await hasChanged(page)) return true;
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  return false;
}

/** An option that may be chosen and is not; -1: there is none. */
function otherIndex(control: SVGElement | HTMLElement) {
  const { options, selectedIndex } = control as HTMLSelectElement;
  return [...options].findIndex((option, at) => !option.disabled && at !== selectedIndex);
}

/** Counts from now on what changes on the page. */
function watch(page: Page, key: string) {
  return page.evaluate((used) => {
    const effects: Effects = { count: 0 };
    const observer = new MutationObserver((records) => {
      effects.count += records.length;
    });
    observer.observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    addEventListener("focusin", ({ target }) => {
      if ((target as HTMLElement).dataset?.control !== used) effects.count += 1;
    });
    Object.assign(globalThis, { effects });
  }, key);
}

/** Whether the page changed; a page that is another one by now has. */
function hasChanged(page: Page): Promise<boolean> {
  return page
    .evaluate(() => ((globalThis as { effects?: Effects }).effects?.count ?? 1) > 0)
    .catch(() => true);
}

/** Whether a field takes what is written into it. */
async function acceptsText(page: Page, key: string): Promise<boolean> {
  const field = page.locator(`[data-control=${JSON.stringify(key)}]`);
  const before = await field.inputValue();
  await field.focus();
  await page.keyboard.press("End");
  await page.keyboard.type("7");
  const isPlain = await field.evaluate(
    (here) => !here.matches("[type^=date], [type=time], [readonly]"),
  );
  return !isPlain || (await field.inputValue()) !== before;
}
