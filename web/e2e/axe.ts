import { AxeBuilder } from "@axe-core/playwright";
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
  // Colours move for a moment; what is judged is where they come to rest.
  await page.waitForTimeout(250);
  const violations = await judge(new AxeBuilder({ page }).exclude(FLOATING), rules);
  if ((await page.locator(FLOATING).count()) > 0) {
    const floating = new AxeBuilder({ page }).include(FLOATING);
    violations.push(...(await judge(rules ? floating : floating.disableRules(["region"]), rules)));
  }
  return violations.map(
    ({ id, nodes }) => `${theme} ${id}: ${nodes.map(({ html }) => html).join(" | ")}`,
  );
}

async function judge(builder: AxeBuilder, rules: string[] | undefined) {
  const { violations } = await (rules ? builder.withRules(rules) : builder).analyze();
  return violations;
}

function show(page: Page, theme: string) {
  return page.evaluate((wanted) => {
    document.documentElement.dataset.theme = wanted;
  }, theme);
}
