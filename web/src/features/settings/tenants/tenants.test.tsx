import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { renderInApp, signInAs } from "@/testing/inApp";
import { fakeServer, refusal } from "@/testing/server";
import { pagesFor } from "../pages";
import { ActionPlace } from "../parts/ActionPlace";
import { Page } from "./Page";
import type { ListedTenant } from "./queries";
import { tenantsFound } from "./tenantsFound";

const tenant = (id: string, name: string, slug: string, status = "active"): ListedTenant => ({
  id,
  name,
  slug,
  plan: "starter",
  status,
  users: 3,
  numbers: 1,
  monthMessages: 1234,
  storedBytes: 2_500_000,
  countedThrough: "2026-11-23T12:00:00.000Z",
  queued: 0,
  createdAt: "2026-11-20T12:00:00.000Z",
});
const SHOP = tenant("ten_shop", "Loja", "shop");
const BAKERY = tenant("ten_bakery", "Padaria São José", "padaria");

const page = () => (
  <ActionPlace value={document.body}>
    <Page />
  </ActionPlace>
);

beforeEach(() => signInAs("owner", { isSuperAdmin: true }));

test("all pages of companies are there, and found without accents, by name, slug and state", async () => {
  fakeServer({
    "GET /tenants": ({ query }) =>
      query.cursor === "next"
        ? { data: [BAKERY], nextCursor: null }
        : { data: [SHOP], nextCursor: "next" },
  });
  await renderInApp(page());
  await screen.findByRole("cell", { name: /Padaria São José/ });
  await userEvent.type(screen.getByRole("searchbox"), "sao jose");
  expect(screen.queryByRole("cell", { name: /Loja/ })).not.toBeInTheDocument();
  const gone = tenant("ten_gone", "Antiga", "antiga", "cancelled");
  const all = [SHOP, BAKERY, gone];
  expect(tenantsFound(all, "", "").map(({ id }) => id)).toEqual([gone.id, BAKERY.id, SHOP.id]);
  expect(tenantsFound(all, "PADA", "active")).toEqual([BAKERY]);
  expect(tenantsFound(all, "", "cancelled")).toEqual([gone]);
});

test("a new company gets a slug from its name; what is refused stands under its field", async () => {
  let isWeak = true;
  const calls = fakeServer({
    "GET /tenants": () => ({ data: [SHOP], nextCursor: null }),
    "POST /tenants": () => {
      const pointer = "/owner/password";
      return isWeak
        ? refusal(422, "validation-failed", "Há um erro", [{ pointer, detail: "Fácil demais." }])
        : BAKERY;
    },
  });
  await renderInApp(page());
  await userEvent.click(await screen.findByRole("button", { name: "Criar empresa" }));
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.type(dialog.getByLabelText("Nome"), "Padaria São José");
  expect(dialog.getByLabelText("Identificador")).toHaveValue("padaria-sao-jose");
  await userEvent.selectOptions(dialog.getByLabelText("Plano"), "Profissional");
  await userEvent.type(dialog.getByLabelText("Nome do proprietário"), "José");
  await userEvent.type(dialog.getByLabelText("E-mail do proprietário"), "jose@padaria.example");
  await userEvent.type(dialog.getByLabelText("Primeira senha"), "doze palavras");
  await userEvent.click(dialog.getByRole("button", { name: "Criar empresa" }));
  await dialog.findByText("Fácil demais.");
  isWeak = false;
  await userEvent.click(dialog.getByRole("button", { name: "Criar empresa" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(calls.findLast(({ what }) => what === "POST /tenants")?.body).toEqual({
    name: "Padaria São José",
    slug: "padaria-sao-jose",
    plan: "professional",
    owner: { name: "José", email: "jose@padaria.example", password: "doze palavras" },
  });
});

test("a company is suspended after it was said what that does; one's own is not", async () => {
  const calls = fakeServer({
    "GET /tenants": () => ({ data: [SHOP, BAKERY], nextCursor: null }),
    "PATCH /tenants/ten_bakery": () => ({ ...BAKERY, status: "suspended" }),
  });
  await renderInApp(page());
  await userEvent.click(await screen.findByRole("button", { name: "Ações de Loja" }));
  await screen.findByRole("menuitem", { name: "Alterar nome ou plano" });
  expect(screen.queryByRole("menuitem", { name: "Suspender empresa" })).not.toBeInTheDocument();
  await userEvent.keyboard("{Escape}");
  await userEvent.click(screen.getByRole("button", { name: "Ações de Padaria São José" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Suspender empresa" }));
  await screen.findByText(/^As 3 pessoas da empresa deixam de ver/);
  await userEvent.click(screen.getByRole("button", { name: "Suspender empresa" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  const patch = calls.find(({ what }) => what.startsWith("PATCH"));
  expect(patch?.body).toEqual({ status: "suspended" });
});

test("only super-admins have the page, whatever their role", () => {
  const pages = (isSuperAdmin: boolean) =>
    pagesFor({ role: "agent", isSuperAdmin } as never).map(({ id }) => id);
  expect(pages(true)).toEqual(["tenants"]);
  expect(pages(false)).toEqual([]);
});
