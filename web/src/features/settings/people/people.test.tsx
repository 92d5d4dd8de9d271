import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import type { User } from "@/api/types";
import { renderInApp, signInAs } from "@/testing/inApp";
import { fakeServer } from "@/testing/server";
import { ActionPlace } from "../parts/ActionPlace";
import { Page } from "./Page";
import { peopleFound } from "./peopleFound";

const person = (id: string, name: string, role: string, more: object = {}) => ({
  id,
  name,
  email: `${id.slice(4)}@shop.example`,
  role,
  isSuperAdmin: false,
  invited: false,
  availability: "available",
  ...more,
});
const PEOPLE = [
  person("usr_me", "Olga Prado", "admin"),
  person("usr_boss", "Dona Célia", "owner"),
  person("usr_ana", "Ana Prado", "agent"),
  person("usr_new", "Nova Pessoa", "agent", { invited: true }),
];
const users = () => ({ data: PEOPLE, nextCursor: null });
const teams = () => ({
  data: [{ id: "tem_1", name: "Loja", isDefault: true, members: ["usr_ana"], createdAt: "" }],
  nextCursor: null,
});

beforeEach(() => signInAs("admin"));

test("somebody new is invited with a link that is shown once", async () => {
  const calls = fakeServer({
    "GET /users": users,
    "GET /teams": teams,
    "POST /users": () => ({
      ...person("usr_x", "Bia", "agent"),
      setupUrl: "https://r/setup#t",
      mailed: false,
    }),
  });
  await renderInApp(
    <ActionPlace value={document.body}>
      <Page />
    </ActionPlace>,
  );
  await userEvent.click(await screen.findByRole("button", { name: "Convidar" }));
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.type(dialog.getByLabelText("Nome"), "Bia");
  await userEvent.type(dialog.getByLabelText("E-mail"), "bia@shop.example");
  expect(dialog.queryByRole("radio", { name: /Proprietário/ })).not.toBeInTheDocument();
  await userEvent.click(dialog.getByRole("radio", { name: /Supervisor/ }));
  await userEvent.click(dialog.getByRole("button", { name: "Criar convite" }));
  expect(await screen.findByText("https://r/setup#t")).toBeInTheDocument();
  expect(calls.find(({ what }) => what === "POST /users")?.body).toEqual({
    name: "Bia",
    email: "bia@shop.example",
    role: "supervisor",
  });
});

test("an admin changes neither herself nor an owner", async () => {
  fakeServer({ "GET /users": users, "GET /teams": teams });
  await renderInApp(<Page />);
  expect(await screen.findByRole("button", { name: "Ações de Ana Prado" })).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Ações de Olga Prado" })).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Ações de Dona Célia" })).not.toBeInTheDocument();
});

test("who is removed gives her open conversations to whoever is chosen", async () => {
  const calls = fakeServer({
    "GET /users": users,
    "GET /teams": teams,
    "GET /users/usr_ana/open-conversations": () => ({ count: 7 }),
    "DELETE /users/usr_ana": () => undefined,
  });
  await renderInApp(<Page />);
  await userEvent.click(await screen.findByRole("button", { name: "Ações de Ana Prado" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Remover da empresa" }));
  await screen.findByText("7 conversas em aberto estão com esta pessoa.");
  await userEvent.selectOptions(screen.getByLabelText("As conversas em aberto vão para"), "Loja");
  await userEvent.click(screen.getByRole("button", { name: "Remover pessoa" }));
  await waitFor(() =>
    expect(calls.find(({ what }) => what === "DELETE /users/usr_ana")?.query).toEqual({
      teamId: "tem_1",
    }),
  );
});

test("who has not come in yet gets another link", async () => {
  fakeServer({
    "GET /users": users,
    "GET /teams": teams,
    "POST /users/usr_new/invitation": () => ({ setupUrl: "https://r/setup#again", mailed: true }),
  });
  await renderInApp(<Page />);
  await userEvent.click(await screen.findByRole("button", { name: "Ações de Nova Pessoa" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Novo link de convite" }));
  expect(await screen.findByText("https://r/setup#again")).toBeInTheDocument();
  expect(screen.getByText(/O convite está a caminho de new@shop.example/)).toBeInTheDocument();
});

test("people are found without accents, by name or address, within a role", () => {
  const all = PEOPLE as unknown as User[];
  expect(peopleFound(all, "celia", "").map(({ id }) => id)).toEqual(["usr_boss"]);
  expect(peopleFound(all, "ana@", "agent").map(({ id }) => id)).toEqual(["usr_ana"]);
  expect(peopleFound(all, "prado", "owner")).toEqual([]);
});
