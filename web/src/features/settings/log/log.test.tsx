import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { renderInApp, signInAs } from "@/testing/inApp";
import { fakeServer } from "@/testing/server";
import { Page } from "./Page";
import { readLogSearch } from "./search";

const event = (more: object) => ({
  id: "chg_1",
  receivedAt: "2026-11-20T12:00:00.000Z",
  field: "messages",
  numberId: "num_1",
  outcome: "projected",
  ref: "msg_7",
  reason: null,
  body: { messaging_product: "whatsapp" },
  ...more,
});

const call = {
  at: "2026-11-20T12:00:00.000Z",
  operation: "message.send",
  numberId: "num_1",
  messageId: null,
  attempt: 1,
  outcome: "rejected",
  httpStatus: 400,
  error: { code: 131026, title: "Não entregue", who: "agent", remedy: "Confira o número." },
  exchange: {
    method: "POST",
    path: "/v25.0/1/messages",
    durationMs: 12,
    request: { type: "text" },
    response: null,
  },
};

beforeEach(() => signInAs("owner"));

function server(data: unknown[]) {
  return fakeServer({
    "GET /numbers": () => ({
      data: [{ id: "num_1", name: "Loja Centro", displayPhoneNumber: "+551140001234" }],
      nextCursor: null,
    }),
    "GET /inbound-events": () => ({ data, nextCursor: null }),
    "GET /outbound-exchanges": () => ({ data: [call], nextCursor: null }),
    "GET /messages/msg_7": () => ({ conversationId: "cnv_1", contactId: "con_1" }),
  });
}

test("an event opens: what came, and the message that it became", async () => {
  server([event({})]);
  await renderInApp(<Page />);
  await userEvent.click(await screen.findByText("Mensagens e status", { selector: "span" }));
  const link = await screen.findByRole("link", { name: "Abrir a mensagem na conversa" });
  expect(link).toHaveAttribute("href", "/inbox/cnv_1#msg_7");
  expect(screen.getByRole("region", { name: "O que chegou" })).toHaveTextContent(
    '"messaging_product": "whatsapp"',
  );
});

test("a reason is a sentence, and one that this page does not know is named", async () => {
  server([
    event({ outcome: "quarantined", ref: null, reason: "no-sender" }),
    event({ id: "chg_2", field: "moon", outcome: "quarantined", ref: null, reason: "moon-set" }),
  ]);
  await renderInApp(<Page />);
  await userEvent.click(await screen.findByText("moon", { selector: "span" }));
  expect(await screen.findByText("Motivo: moon-set")).toBeInTheDocument();
  await userEvent.click(screen.getByText("Mensagens e status", { selector: "span" }));
  expect(await screen.findByText("A mensagem não diz quem a enviou.")).toBeInTheDocument();
});

test("what went out shows its answer; turning round keeps days and number only", async () => {
  const calls = server([]);
  const { router } = await renderInApp(
    <Page />,
    "/settings/log?kind=messages&outcome=stored&from=2026-11-01&number=num_1",
  );
  await userEvent.click(await screen.findByRole("button", { name: "Enviado à Meta" }));
  await userEvent.click(await screen.findByText("Envio de mensagem", { selector: "span" }));
  expect(await screen.findByText(/Não entregue \(código 131026\)/)).toBeInTheDocument();
  expect(screen.getByText("POST /v25.0/1/messages")).toBeInTheDocument();
  expect(router.state.location.search).toEqual({
    way: "out",
    from: "2026-11-01",
    number: "num_1",
  });
  await waitFor(() =>
    expect(calls.findLast(({ what }) => what === "GET /outbound-exchanges")?.query).toEqual({
      from: "2026-11-01T03:00:00.000Z",
      number: "num_1",
      limit: "50",
    }),
  );
});

test("what an address says that means nothing is left out", () => {
  expect(readLogSearch({ way: "out", outcome: "projected", from: "soon", kind: 7 })).toEqual({
    way: "out",
  });
  expect(readLogSearch({ outcome: "projected" })).toEqual({ outcome: "projected" });
});
