import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { renderInApp, signInAs } from "@/testing/inApp";
import { fakeServer, refusal } from "@/testing/server";
import { Page } from "./Page";
import { TagDialog } from "./TagDialog";

const TAG = { id: "tag_1", name: "Orçamento", hue: 95, createdAt: "2026-11-20T12:00:00.000Z" };
const one = () => ({ data: [TAG], nextCursor: null });

beforeEach(() => signInAs("owner"));

test("a tag is deleted only after its uses were named", async () => {
  const calls = fakeServer({
    "GET /tags": one,
    "GET /conversations": () => ({ data: [{}, {}], nextCursor: null }),
    "GET /contacts": () => ({ data: Array.from({ length: 100 }, () => ({})), nextCursor: "c" }),
    "DELETE /tags/tag_1": () => undefined,
  });
  await renderInApp(<Page />);
  await userEvent.click(await screen.findByRole("button", { name: "Ações de Orçamento" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Excluir etiqueta" }));
  await screen.findByText("Hoje ela está em 2 conversas e em 100+ contatos.");
  expect(calls.some(({ what }) => what.startsWith("DELETE"))).toBe(false);
  await userEvent.click(screen.getByRole("button", { name: "Excluir etiqueta" }));
  await waitFor(() => expect(calls.at(-1)?.what).toBe("GET /tags"));
  expect(calls.map(({ what }) => what)).toContain("DELETE /tags/tag_1");
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
});

test("what the server refuses stands under its field, and what was typed stays", async () => {
  fakeServer({
    "POST /tags": () =>
      refusal(422, "validation-failed", "Há um erro", [
        { pointer: "/name", detail: "Já existe uma etiqueta com este nome." },
      ]),
  });
  await renderInApp(<TagDialog onClose={() => undefined} />);
  const name = await screen.findByLabelText("Nome");
  expect(screen.getByRole("button", { name: "Criar etiqueta" })).toBeDisabled();
  await userEvent.type(name, "Orçamento");
  await userEvent.click(screen.getByRole("radio", { name: "Violeta" }));
  await userEvent.click(screen.getByRole("button", { name: "Criar etiqueta" }));
  expect(await screen.findByText("Já existe uma etiqueta com este nome.")).toBeInTheDocument();
  expect(name).toHaveValue("Orçamento");
  expect(name).toBeInvalid();
  expect(screen.getByRole("radio", { name: "Violeta" })).toBeChecked();
});

test("closing with something typed asks first; nothing typed closes at once", async () => {
  let closed = 0;
  fakeServer({});
  await renderInApp(<TagDialog onClose={() => void closed++} />);
  await userEvent.type(await screen.findByLabelText("Nome"), "Nova");
  await userEvent.click(screen.getByRole("button", { name: "Cancelar" }));
  expect(closed).toBe(0);
  const dialog = screen.getByRole("dialog");
  expect(within(dialog).getByRole("alert")).toHaveTextContent("ainda não foi salvo");
  await userEvent.click(within(dialog).getByRole("button", { name: "Continuar editando" }));
  await userEvent.clear(screen.getByLabelText("Nome"));
  await userEvent.click(screen.getByRole("button", { name: "Cancelar" }));
  expect(closed).toBe(1);
});
