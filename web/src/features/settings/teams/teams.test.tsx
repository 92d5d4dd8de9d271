import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { renderInApp, signInAs } from "@/testing/inApp";
import { fakeServer } from "@/testing/server";
import { Page } from "./Page";

const TEAMS = [
  { id: "tem_1", name: "Geral", isDefault: true, members: [], createdAt: "" },
  { id: "tem_2", name: "Loja", isDefault: false, members: ["usr_ana"], createdAt: "" },
];
const people = [
  { id: "usr_ana", name: "Ana", role: "agent", email: "a@x" },
  { id: "usr_bia", name: "Bia", role: "agent", email: "b@x" },
];

function server() {
  return fakeServer({
    "GET /teams": () => ({ data: TEAMS, nextCursor: null }),
    "GET /users": () => ({ data: people, nextCursor: null }),
    "PATCH /teams/tem_2": ({ body }) => ({ ...TEAMS[1], ...(body as object) }),
    "DELETE /teams/tem_2": () => undefined,
  });
}

async function choose(item: string) {
  await userEvent.click(await screen.findByRole("button", { name: "Ações de Loja" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: item }));
  return within(await screen.findByRole("dialog"));
}

beforeEach(() => signInAs("supervisor"));

test("a team gets another name and other members", async () => {
  const calls = server();
  await renderInApp(<Page />);
  const dialog = await choose("Alterar equipe");
  await userEvent.type(dialog.getByLabelText("Nome"), " Centro");
  await userEvent.click(await dialog.findByRole("checkbox", { name: /Bia/ }));
  await userEvent.click(dialog.getByRole("checkbox", { name: /Ana/ }));
  await userEvent.click(dialog.getByRole("button", { name: "Salvar" }));
  await waitFor(() =>
    expect(calls.find(({ what }) => what === "PATCH /teams/tem_2")?.body).toEqual({
      name: "Loja Centro",
      members: ["usr_bia"],
    }),
  );
});

test("a team that ends leaves its conversations to another one; the default team does not end", async () => {
  const calls = server();
  await renderInApp(<Page />);
  await userEvent.click(await screen.findByRole("button", { name: "Ações de Geral" }));
  await screen.findByRole("menuitem", { name: "Alterar equipe" });
  expect(screen.queryByRole("menuitem", { name: "Excluir equipe" })).not.toBeInTheDocument();
  await userEvent.keyboard("{Escape}");
  const dialog = await choose("Excluir equipe");
  await userEvent.selectOptions(dialog.getByLabelText("As conversas dela vão para"), "Geral");
  await userEvent.click(dialog.getByRole("button", { name: "Excluir equipe" }));
  await waitFor(() =>
    expect(calls.find(({ what }) => what === "DELETE /teams/tem_2")?.query).toEqual({
      moveTo: "tem_1",
    }),
  );
});
