import axe from "axe-core";
import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";

/** What floats lies outside of every landmark on purpose: it is judged by itself, without that one rule. */
const FLOATING = "[data-radix-popper-content-wrapper]";

/** All that another theme can change. */
const COLOURS = ["color-contrast", "link-in-text-block"];

const unjudged = new WeakSet<BrowserContext>();

/** Pages of this browser profile are taken for accessible: the same screens are judged elsewhere. */
export function leaveUnjudged(context: BrowserContext) {
  unjudged.add(context);
}

/** Nothing on the page as it stands breaks WCAG 2.2 AA or axe's best practices, in either theme. */
export async function expectAccessible(page: Page) {
  if (unjudged.has(page.context())) return;
  const { theme: before } = await page.evaluate(() => ({ ...document.documentElement.dataset }));
  expect(await look(page, before ?? "light")).toEqual([]);
  const other = before === "dark" ? "light" : "dark";
  expect(await look(page, other, COLOURS)).toEqual([]);
  await show(page, before ?? "light");
}

/** What is wrong in one theme: of the rules named, else of all. */
async function look(page: Page, theme: string, rules?: string[]): Promise<string[]> {
  await show(page, theme);
  const violations = await judge(page, { exclude: FLOATING }, { only: rules, besides: [] });
  if ((await page.locator(FLOATING).count()) > 0) {
    const floating = { only: rules, besides: ["region"] };
    violations.push(...(await judge(page, { include: FLOATING }, floating)));
  }
  return violations.map((violation) => `${theme} ${violation}`);
}

interface Rules {
  only: string[] | undefined;
  besides: string[];
}

/**
 * What axe finds in a part of the page, a line for each rule. The page has no frames, so axe runs in it as it is:
 * its own driver for Playwright opens a page beside for each judgement, which takes five times as long.
 */
async function judge(
  page: Page,
  part: { include: string } | { exclude: string },
  { only, besides }: Rules,
): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const options: axe.RunOptions = {
    resultTypes: ["violations"],
    rules: Object.fromEntries(besides.map((rule) => [rule, { enabled: false }])),
    ...(only && { runOnly: only }),
  };
  return page.evaluate(run, JSON.stringify({ part, options }));
}

interface Judged {
  axe: { run(part: axe.ElementContext, options: axe.RunOptions): Promise<axe.AxeResults> };
}

/** Runs in the page. */
async function run(asked: string) {
  const { part, options } = JSON.parse(asked);
  const { violations } = await (globalThis as never as Judged).axe.run(part, options);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

/** Shows a theme and waits until the page has come to rest. */
async function show(page: Page, theme: string) {
  await page.evaluate((wanted) => {
    document.documentElement.dataset.theme = wanted;
  }, theme);
  await page.evaluate(settle);
}

/**
 * Runs in the page until, for three frames on end, nothing moves but what moves without an end, and no dialog is on its
 * way: while one comes or goes, what lies under it is hidden but nothing above it has the focus.
 */
async function settle() {
  const isMoving = () =>
    document.getAnimations().some(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  const isBetween = () => {
    const under = document.querySelector('#root[aria-hidden="true"]');
    const focus = document.activeElement;
    return under !== null && (focus === document.body || under.contains(focus));
  };
  for (let still = 0; still < 3; still = isMoving() || isBetween() ? 0 : still + 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}
