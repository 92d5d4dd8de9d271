import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { session } from "@/api/session";
import { renderInApp, signInAs } from "@/testing/inApp";
import { fakeServer, refusal } from "@/testing/server";
import { changesOf, draftOf } from "./draft";
import { Page } from "./Page";

const SETTINGS = {
  id: "ten_shop",
  slug: "shop",
  name: "Loja",
  plan: "starter",
  status: "active",
  timeZone: "America/Sao_Paulo",
  accent: null,
  logoUrl: null,
  agentSight: "team",
  secondFactor: "optional",
  sessionIdleHours: { owner: 168, admin: 168, supervisor: 336, agent: 336, viewer: 336 },
};

beforeEach(() => signInAs("owner"));

test("only what was changed is sent, and the app takes the new name and colour at once", async () => {
  const calls = fakeServer({
    "GET /tenant": () => SETTINGS,
    "PATCH /tenant": ({ body }) => ({ ...SETTINGS, ...(body as object) }),
  });
  await renderInApp(<Page />);
  const name = await screen.findByLabelText("Nome");
  expect(screen.getByRole("button", { name: "Salvar" })).toBeDisabled();
  await userEvent.clear(name);
  await userEvent.type(name, "Loja Nova");
  await userEvent.click(screen.getByRole("radio", { name: "Violeta" }));
  await userEvent.click(screen.getByRole("button", { name: "Salvar" }));
  await waitFor(() =>
    expect(session.get().tenant).toMatchObject({ name: "Loja Nova", accent: 290 }),
  );
  expect(calls.at(-1)?.body).toEqual({ name: "Loja Nova", accent: 290 });
  expect(screen.getByRole("button", { name: "Salvar" })).toBeDisabled();
});

test("hours that are refused are told under their role, and stay as typed", async () => {
  fakeServer({
    "GET /tenant": () => SETTINGS,
    "PATCH /tenant": () =>
      refusal(422, "validation-failed", "Há um erro", [
        { pointer: "/sessionIdleHours/agent", detail: "De 1 a 720." },
      ]),
  });
  await renderInApp(<Page />);
  const agent = await screen.findByLabelText("Atendente");
  await userEvent.clear(agent);
  await userEvent.type(agent, "500");
  await userEvent.click(screen.getByRole("button", { name: "Salvar" }));
  expect(await screen.findByText("De 1 a 720.")).toBeInTheDocument();
  expect(agent).toHaveValue(500);
});

test("an emptied field asks for the usual hours; an untouched form changes nothing", () => {
  const draft = draftOf(SETTINGS);
  expect(changesOf(SETTINGS, draft)).toEqual({});
  const emptied = { ...draft, idle: { ...draft.idle, viewer: "" } };
  expect(changesOf(SETTINGS, emptied)).toEqual({ sessionIdleHours: { viewer: null } });
});
