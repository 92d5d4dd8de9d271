import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { renderInApp, signInAs } from "@/testing/inApp";
import { fakeServer, refusal } from "@/testing/server";
import { ChangeNumber } from "./ChangeNumber";
import { CheckCard } from "./CheckCard";
import { NumberProof } from "./NumberProof";
import { NumberTable } from "./NumberTable";
import { SetUpPage } from "./SetUpPage";
import { TestCard } from "./TestCard";
import { WebhookSteps } from "./WebhookSteps";

const NUMBER = {
  id: "num_1",
  wabaId: "2001",
  phoneNumberId: "3001",
  displayPhoneNumber: "+5511955550100",
  name: "Recepção",
  status: "active",
  statusReason: null as string | null,
  proof: "proved",
  app: "default",
  throughput: 80,
  capPerMinute: null as number | null,
  capPerDay: null as number | null,
};
const APP = {
  id: "app_1",
  slug: "default",
  appId: null,
  isPlatform: true,
  webhookPath: "/webhook/whatsapp",
  webhookUrl: null as string | null,
  acceptsPrevious: false,
  createdAt: "",
  updatedAt: "",
};
const apps = () => ({ data: [APP], nextCursor: null });

beforeEach(() => signInAs("owner"));

test("what is not as it must be says what to do, with the address to copy", async () => {
  const calls = fakeServer({
    "GET /apps": apps,
    "POST /numbers/num_1/check": () => ({
      checks: [
        { name: "token", ok: true, detail: "Permanente.", remedy: null },
        { name: "webhook", ok: false, detail: "Não inscrito.", remedy: "Inscreva a conta." },
        { name: "moon", ok: true, detail: "Cheia.", remedy: null },
      ],
    }),
  });
  await renderInApp(<CheckCard number={NUMBER} />);
  expect(calls).toEqual([]);
  await userEvent.click(await screen.findByRole("button", { name: "Verificar tudo" }));
  expect(await screen.findByText("O token funciona")).toBeInTheDocument();
  expect(screen.getByText("Inscreva a conta.")).toBeInTheDocument();
  expect(await screen.findByText(`${location.origin}/webhook/whatsapp`)).toBeInTheDocument();
  expect(screen.getByText("moon")).toBeInTheDocument();
});

test("the address to enter at Meta is the one that the server was told, else the page's", async () => {
  const told = "https://recado.example/webhook/whatsapp";
  fakeServer({ "GET /apps": () => ({ data: [{ ...APP, webhookUrl: told }], nextCursor: null }) });
  await renderInApp(<WebhookSteps app="default" />);
  expect(await screen.findByText(told)).toBeInTheDocument();
  expect(screen.queryByText(`${location.origin}/webhook/whatsapp`)).not.toBeInTheDocument();
});

test("a number is connected in three steps, and a refused id keeps what was typed", async () => {
  const calls = fakeServer({
    "GET /apps": apps,
    "POST /numbers": () =>
      refusal(422, "validation-failed", "Há um erro", [
        { pointer: "/wabaId", detail: "Só números." },
      ]),
  });
  await renderInApp(<SetUpPage />);
  await userEvent.click(await screen.findByRole("button", { name: "Continuar" }));
  expect(await screen.findByText(`${location.origin}/webhook/whatsapp`)).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Feito, continuar" }));
  await userEvent.type(screen.getByLabelText("Número de telefone"), "+55 11 4000-1234");
  await userEvent.type(screen.getByLabelText("ID da conta do WhatsApp Business"), "abc");
  await userEvent.type(screen.getByLabelText("ID do número de telefone"), "123");
  await userEvent.click(screen.getByRole("button", { name: "Conectar número" }));
  expect(await screen.findByText("Só números.")).toBeInTheDocument();
  expect(calls.find(({ what }) => what === "POST /numbers")?.body).toEqual({
    displayPhoneNumber: "+55 11 4000-1234",
    wabaId: "abc",
    phoneNumberId: "123",
    app: "default",
    throughput: 80,
  });
  await userEvent.click(screen.getByRole("button", { name: "Voltar" }));
  await userEvent.click(screen.getByRole("button", { name: "Feito, continuar" }));
  expect(screen.getByLabelText("ID da conta do WhatsApp Business")).toHaveValue("abc");
});

test("a number is paused at once", async () => {
  const calls = fakeServer({
    "GET /numbers": () => ({ data: [NUMBER], nextCursor: null }),
    "GET /numbers/num_1/health": () => ({
      state: "ok",
      facts: [],
      checkedAt: null,
      failure: null,
      silentSince: null,
      messagingLimitUse: { people: 0, limit: null, moreAt: null },
    }),
    "PATCH /numbers/num_1": () => ({ ...NUMBER, status: "inactive" }),
  });
  await renderInApp(<NumberTable numbers={[NUMBER]} />);
  await userEvent.click(await screen.findByRole("button", { name: "Ações de Recepção" }));
  const menu = within(await screen.findByRole("menu"));
  expect(menu.queryByText("Retomar envios")).not.toBeInTheDocument();
  await userEvent.click(menu.getByRole("menuitem", { name: "Pausar envios" }));
  const change = () => calls.find(({ what }) => what === "PATCH /numbers/num_1");
  await waitFor(() => expect(change()).toMatchObject({ body: { status: "inactive" } }));
});

test("a company's own limits are set and taken away", async () => {
  const calls = fakeServer({ "PATCH /numbers/num_1": () => NUMBER });
  const onClose = vi.fn();
  await renderInApp(<ChangeNumber number={{ ...NUMBER, capPerDay: 500 }} onClose={onClose} />);
  await userEvent.type(await screen.findByLabelText("Limite próprio por minuto"), "30");
  await userEvent.clear(screen.getByLabelText("Limite próprio por dia"));
  await userEvent.click(screen.getByRole("button", { name: "Salvar" }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(calls[0]?.body).toEqual({
    name: "Recepção",
    throughput: 80,
    capPerMinute: 30,
    capPerDay: null,
  });
});

test("a test message is followed until it is delivered", async () => {
  const answers = ["accepted", "delivered"];
  fakeServer({
    "POST /messages/template": () => ({ id: "msg_1", status: "queued" }),
    "GET /messages/msg_1": () => ({
      id: "msg_1",
      status: answers.shift() ?? "delivered",
      error: null,
    }),
  });
  await renderInApp(<TestCard number={NUMBER} />);
  await userEvent.type(await screen.findByLabelText("Enviar para"), "+5511988776655");
  await userEvent.click(screen.getByRole("button", { name: "Enviar teste" }));
  const delivered = await screen.findByText("Entregue no aparelho");
  await waitFor(() => expect(delivered).not.toHaveClass("text-fg-2"), { timeout: 5_000 });
});

test("a number that does not send cannot be tried, and says why", async () => {
  fakeServer({});
  await renderInApp(<TestCard number={{ ...NUMBER, status: "inactive" }} />);
  expect(await screen.findByText("O número precisa estar ativo.")).toBeInTheDocument();
  expect(screen.getByLabelText("Enviar para")).toBeDisabled();
});

test.each([
  ["token", "Meta não aceita o token"],
  ["elsewhere", "não tem este número"],
])("a number that Meta does not confirm for its %s says what to correct", async (reason, text) => {
  const number = {
    ...NUMBER,
    status: "suspended",
    proof: "refused",
    statusReason: `proof:${reason}`,
  };
  renderInApp(<NumberProof number={number} />);
  expect(await screen.findByRole("alert")).toHaveTextContent(text);
});
