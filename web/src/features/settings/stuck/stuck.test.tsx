import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { renderInApp, signInAs } from "@/testing/inApp";
import { fakeServer } from "@/testing/server";
import { Page } from "./Page";

const entry = {
  id: "qua_1",
  receivedAt: "2026-11-20T12:00:00.000Z",
  field: "messages",
  wabaId: "2001",
  phoneNumberId: "3001",
  reason: "unknown-number",
  detail: null,
  attempts: 1,
  state: "waiting",
  ref: null,
  body: { a: 1 },
};
const job = {
  id: "job_1",
  kind: "mark-read.v1",
  state: "dead",
  attempts: 8,
  lastError: "not_sent: dns",
  createdAt: "2026-11-20T12:00:00.000Z",
};
const page = (...data: unknown[]) => ({ data, nextCursor: null });

test("nothing to do says so", async () => {
  signInAs("owner");
  fakeServer({ "GET /quarantine": () => page(), "GET /jobs": () => page() });
  await renderInApp(<Page />);
  expect(await screen.findByText("Nada parado")).toBeInTheDocument();
});

test("a supervisor is not asked about jobs", async () => {
  signInAs("supervisor");
  const calls = fakeServer({ "GET /quarantine": () => page() });
  await renderInApp(<Page />);
  expect(await screen.findByText("Nada parado")).toBeInTheDocument();
  expect(calls.some(({ what }) => what === "GET /jobs")).toBe(false);
});

test("an entry that is tried again says what it became", async () => {
  signInAs("owner");
  fakeServer({
    "GET /quarantine": () => page(entry),
    "GET /jobs": () => page(),
    "POST /quarantine/qua_1/retry": () => entry,
    "GET /quarantine/qua_1": () => ({ ...entry, state: "projected", ref: "msg_7" }),
    "GET /messages/msg_7": () => ({ conversationId: "cnv_1", contactId: "con_1" }),
  });
  await renderInApp(<Page />);
  expect(await screen.findByText(/não está cadastrado aqui/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Tentar de novo" }));
  expect(await screen.findByText("Aplicado: Mensagens e status")).toBeInTheDocument();
  const link = await screen.findByRole("link", { name: "Abrir a mensagem na conversa" });
  expect(link).toHaveAttribute("href", "/inbox/cnv_1#msg_7");
});

test("a job that was given up says what it was for and runs again", async () => {
  signInAs("owner");
  let isDead = true;
  fakeServer({
    "GET /quarantine": () => page(),
    "GET /jobs": () => (isDead ? page(job) : page()),
    "POST /jobs/job_1/retry": () => {
      isDead = false;
      return {};
    },
  });
  await renderInApp(<Page />);
  expect(
    await screen.findByText("Avisar o cliente de que a mensagem foi lida"),
  ).toBeInTheDocument();
  expect(screen.getByText("Desistiu depois de 8 tentativas.")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Tentar de novo" }));
  await waitFor(() => expect(screen.getByText("Nada parado")).toBeInTheDocument());
});
