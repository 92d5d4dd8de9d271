import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { renderInApp, signInAs } from "@/testing/inApp";
import { fakeServer } from "@/testing/server";
import { Page } from "./Page";
import { readAuditSearch } from "./search";

const entry = (more: object) => ({
  id: "aud_1",
  actorKind: "user",
  actorId: "usr_me",
  action: "tag.created",
  entity: "tag",
  entityId: "tag_9",
  metadata: { name: "Orçamento" },
  isSensitive: false,
  ip: "203.0.113.7",
  requestId: "req_7",
  at: "2026-11-20T12:00:00.000Z",
  ...more,
});

const users = () => ({ data: [{ id: "usr_me", name: "Olga Prado" }], nextCursor: null });
const none = () => ({ data: [], nextCursor: null });

beforeEach(() => signInAs("owner"));

function server(pages: Record<string, unknown>) {
  return fakeServer({
    "GET /users": users,
    "GET /teams": none,
    "GET /tags": none,
    "GET /api-keys": none,
    "GET /numbers": none,
    "GET /audit-log": ({ query }) => pages[query.cursor ?? ""],
  });
}

test("deeds are sentences, also of what is gone, and of what this page does not know", async () => {
  server({
    "": {
      data: [
        entry({}),
        entry({ id: "aud_0", action: "moon.landed", actorId: null, actorKind: "system" }),
      ],
      nextCursor: "next",
    },
    next: { data: [entry({ id: "aud_x", action: "login.succeeded" })], nextCursor: null },
  });
  await renderInApp(<Page />);
  expect(await screen.findByText("criou a etiqueta Orçamento")).toBeInTheDocument();
  expect(screen.getByText("fez: moon.landed")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Mostrar mais" }));
  expect(await screen.findByText("entrou", { selector: "span" })).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Mostrar mais" })).not.toBeInTheDocument();
});

test("filters are in the address, and days are the company's", async () => {
  const calls = server({ "": none() });
  const { router } = await renderInApp(<Page />, "/settings/audit?from=2026-11-01&person=usr_me");
  await screen.findByText("Nada encontrado");
  await userEvent.selectOptions(screen.getByLabelText("Ação"), "entrou");
  await waitFor(() =>
    expect(calls.findLast(({ what }) => what === "GET /audit-log")?.query).toEqual({
      actorId: "usr_me",
      action: "login.succeeded",
      from: "2026-11-01T03:00:00.000Z",
      limit: "50",
    }),
  );
  expect(router.state.location.search).toEqual({
    from: "2026-11-01",
    person: "usr_me",
    action: "login.succeeded",
  });
});

test("what an address says that means nothing is left out", () => {
  expect(readAuditSearch({ from: "yesterday", to: "2026-01-02", person: 7 })).toEqual({
    to: "2026-01-02",
  });
});
