import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { Toaster } from "@/app/Toaster";
import { toasts } from "@/app/toasts";
import type { InboxSearch } from "@/features/inbox/search";
import { renderInApp, signInAs } from "@/testing/inApp";
import { fakeServer } from "@/testing/server";
import SavedViews from "./SavedViews";
import type { View } from "./views";

const OWN = {
  id: "viw_1",
  name: "Urgências",
  query: { view: "mine", tag: "tag_1", status: null, unread: null },
  shared: false,
  createdAt: "",
} as View;
const SHARED = { ...OWN, id: "viw_2", name: "Sem resposta", shared: true, query: { unread: true } };

async function strip(search: InboxSearch, onSearch = vi.fn()) {
  const shown = (
    <>
      <SavedViews search={search} onSearch={onSearch} />
      <Toaster />
    </>
  );
  await renderInApp(shown);
  await screen.findByRole("button", { name: "Urgências" });
  return onSearch;
}

beforeEach(() => {
  toasts.set([]);
  signInAs("agent");
});

test("a view puts its filters into the address, and takes them out again", async () => {
  fakeServer({ "GET /views": () => ({ data: [OWN, SHARED] }) });
  const onSearch = await strip({ view: "all" });
  await userEvent.click(screen.getByRole("button", { name: "Urgências" }));
  expect(onSearch).toHaveBeenLastCalledWith({ view: "mine", tag: "tag_1" });
});

test("the view that is shown says so and leads back to the plain one", async () => {
  fakeServer({ "GET /views": () => ({ data: [OWN, SHARED] }) });
  const onSearch = await strip({ tag: "tag_1", view: "mine" });
  const button = screen.getByRole("button", { name: "Urgências" });
  expect(button).toHaveAttribute("aria-pressed", "true");
  expect(screen.queryByRole("button", { name: "Salvar visão" })).toBeNull();
  await userEvent.click(button);
  expect(onSearch).toHaveBeenLastCalledWith({ view: "mine" });
});

test("filters that are no view yet are saved under a name; an agent cannot share", async () => {
  const calls = fakeServer({
    "GET /views": () => ({ data: [OWN] }),
    "POST /views": () => ({ ...OWN, id: "viw_3" }),
  });
  await strip({ view: "mine", unread: true });
  await userEvent.click(screen.getByRole("button", { name: "Salvar visão" }));
  await userEvent.type(await screen.findByLabelText("Nome"), "Não lidas minhas");
  expect(screen.queryByRole("checkbox")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Salvar" }));
  await waitFor(() =>
    expect(calls.find(({ what }) => what === "POST /views")?.body).toEqual({
      name: "Não lidas minhas",
      query: { view: "mine", unread: true },
      shared: false,
    }),
  );
});

test("one's own view is deleted at once and can be had back; a shared one is not an agent's", async () => {
  const calls = fakeServer({
    "GET /views": () => ({ data: [OWN, SHARED] }),
    "DELETE /views/viw_1": () => undefined,
    "POST /views": () => OWN,
  });
  await strip({ view: "mine", tag: "tag_1" });
  await userEvent.click(screen.getByRole("button", { name: "Mais sobre Urgências" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Excluir" }));
  await userEvent.click(await screen.findByRole("button", { name: /Desfazer/ }));
  await waitFor(() =>
    expect(calls.find(({ what }) => what === "POST /views")?.body).toEqual({
      name: "Urgências",
      query: OWN.query,
      shared: false,
    }),
  );
});

test("a shared view that is shown has no menu for who may not change it", async () => {
  fakeServer({ "GET /views": () => ({ data: [OWN, SHARED] }) });
  await strip({ unread: true });
  expect(screen.getByRole("button", { name: "Sem resposta" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  expect(screen.queryByRole("button", { name: /Mais sobre/ })).toBeNull();
});
