import type { Page } from "playwright-core";
import { signIn } from "./journey";

/** The row of a customer in the list. */
export function row(page: Page, name: string) {
  return page
    .getByRole("list", { name: "Lista de conversas" })
    .getByRole("listitem")
    .filter({ hasText: name })
    .getByRole("link");
}

/** What is said in the open thread. */
export function thread(page: Page) {
  return page.getByRole("log", { name: "Mensagens" });
}

/** A message of the open thread, with its ticks and what stands under it. */
export function message(page: Page, text: string) {
  return thread(page).locator("div.relative.flex-col", { hasText: text }).last();
}

export function composer(page: Page) {
  return page.getByRole("textbox", { name: "Resposta", exact: true });
}

/** Signs in and stands in the inbox. */
export async function enterInbox(page: Page, who: { email: string; password: string }, path = "") {
  await signIn(page, who, `/inbox${path}`);
  await page.getByRole("heading", { name: "Conversas", level: 1 }).waitFor();
}

/** Opens a customer's conversation by its row. */
export async function open(page: Page, name: string) {
  await row(page, name).click();
  await page.getByRole("region", { name: `Conversa com ${name}` }).waitFor();
}

/** Writes an answer and sends it, as everybody does. */
export async function answer(page: Page, text: string) {
  await composer(page).fill(text);
  await composer(page).press("Enter");
  await thread(page).getByText(text).waitFor();
}
