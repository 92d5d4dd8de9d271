import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** What floats lies outside of every landmark on purpose: it is judged by itself, without that one rule. */
const FLOATING = "[data-radix-popper-content-wrapper]";

/** Nothing on the page as it stands breaks WCAG 2.2 AA or axe's best practices, in either theme. */
export async function expectAccessible(page: Page) {
  const { theme: before } = await page.evaluate(() => ({ ...document.documentElement.dataset }));
  for (const theme of ["light", "dark"]) {
    await page.evaluate((wanted) => {
      document.documentElement.dataset.theme = wanted;
    }, theme);
    // Colours move for a moment; what is judged is where they come to rest.
    await page.waitForTimeout(250);
    const violations = await look(page);
    const told = violations.map(
      ({ id, nodes }) => `${theme} ${id}: ${nodes.map(({ html }) => html).join(" | ")}`,
    );
    expect(told).toEqual([]);
  }
  await page.evaluate((wanted) => {
    document.documentElement.dataset.theme = wanted;
  }, before ?? "light");
}

async function look(page: Page) {
  const { violations } = await new AxeBuilder({ page }).exclude(FLOATING).analyze();
  if ((await page.locator(FLOATING).count()) === 0) return violations;
  const floating = new AxeBuilder({ page }).include(FLOATING).disableRules(["region"]);
  return [...violations, ...(await floating.analyze()).violations];
}
