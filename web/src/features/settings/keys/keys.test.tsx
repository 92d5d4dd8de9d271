import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { renderInApp, signInAs } from "@/testing/inApp";
import { fakeServer, refusal } from "@/testing/server";
import { Page } from "./Page";

const KEY = {
  id: "key_1",
  name: "Loja virtual",
  scopes: ["messages:send", "future:scope"],
  allowedNetworks: [],
  createdAt: "2026-01-01T00:00:00.000Z",
  expiresAt: "2999-01-01T00:00:00.000Z",
  lastUsedAt: null,
  revokedAt: null,
};
const OLD = { ...KEY, id: "key_2", name: "Antiga", revokedAt: "2026-02-01T15:00:00.000Z" };

beforeEach(() => signInAs("admin"));

test("a key is made of what was ticked, and shown once", async () => {
  const calls = fakeServer({
    "GET /api-keys": () => ({ data: [], nextCursor: null }),
    "POST /api-keys": () => ({ id: "key_1", key: "rck_secret" }),
  });
  await renderInApp(<Page />);
  await userEvent.click(await screen.findByRole("button", { name: "Criar chave" }));
  const dialog = within(await screen.findByRole("dialog"));
  const submit = dialog.getByRole("button", { name: "Criar chave" });
  await userEvent.type(dialog.getByLabelText("Nome"), "Loja");
  expect(submit).toBeDisabled();
  await userEvent.click(dialog.getByRole("checkbox", { name: "Enviar mensagens" }));
  await userEvent.type(
    dialog.getByLabelText("Redes permitidas (opcional)"),
    "203.0.113.0/24, 10.0.0.1",
  );
  await userEvent.click(submit);
  expect(await screen.findByText("rck_secret")).toBeInTheDocument();
  expect(calls.find(({ what }) => what === "POST /api-keys")?.body).toEqual({
    name: "Loja",
    scopes: ["messages:send"],
    allowedNetworks: ["203.0.113.0/24", "10.0.0.1"],
  });
  await userEvent.click(screen.getByRole("button", { name: "Já copiei" }));
  expect(screen.queryByText("rck_secret")).not.toBeInTheDocument();
});

test("a network that is none is told under the networks", async () => {
  fakeServer({
    "GET /api-keys": () => ({ data: [], nextCursor: null }),
    "POST /api-keys": () =>
      refusal(422, "validation-failed", "Há um erro", [
        { pointer: "/allowedNetworks/0", detail: "Isto não é uma rede." },
      ]),
  });
  await renderInApp(<Page />);
  await userEvent.click(await screen.findByRole("button", { name: "Criar chave" }));
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.type(dialog.getByLabelText("Nome"), "Loja");
  await userEvent.click(dialog.getByRole("button", { name: /^Tudo o que/ }));
  await userEvent.type(dialog.getByLabelText("Redes permitidas (opcional)"), "casa");
  await userEvent.click(dialog.getByRole("button", { name: "Criar chave" }));
  expect(await dialog.findByText("Isto não é uma rede.")).toBeInTheDocument();
  expect(dialog.getByLabelText("Redes permitidas (opcional)")).toHaveValue("casa");
});

test("keys that work come first; a revoked one cannot be revoked again", async () => {
  fakeServer({ "GET /api-keys": () => ({ data: [OLD, KEY], nextCursor: null }) });
  await renderInApp(<Page />);
  const rows = (await screen.findAllByRole("row")).slice(1);
  expect(rows[0]).toHaveTextContent("Loja virtual");
  expect(rows[0]).toHaveTextContent("Enviar mensagens · future:scope");
  expect(rows[1]).toHaveTextContent("Revogada em 01/02/2026");
  expect(within(rows[1] as HTMLElement).queryByRole("button")).not.toBeInTheDocument();
});
