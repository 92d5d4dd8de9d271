import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { renderInApp, signInAs } from "@/testing/inApp";
import { fakeServer } from "@/testing/server";
import { AwayForm } from "./AwayForm";
import { AwayTable } from "./AwayTable";
import { withNational } from "./national";
import type { AwayMessage } from "./queries";

beforeEach(() => signInAs("supervisor"));

const MESSAGE: AwayMessage = {
  id: "awy_1",
  numberId: null,
  teamId: null,
  enabled: true,
  text: "Até amanhã!",
  hours: [{ days: ["mon"], from: "09:00", to: "18:00" }],
  holidays: [],
  openNow: false,
  changesAt: "2030-01-07T12:00:00.000Z",
  createdAt: "2026-11-22T12:00:00.000Z",
};

const page = (data: unknown[]) => () => ({ data, nextCursor: null });
const PLACES = {
  "GET /teams": page([
    { id: "tem_1", name: "Vendas", members: [], isDefault: true, createdAt: "" },
  ]),
  "GET /numbers": page([]),
};

test("a new message says when the business is open, and is for a place that has none", async () => {
  const calls = fakeServer({ ...PLACES, "POST /away-messages": () => MESSAGE });
  await renderInApp(<AwayForm taken={new Set([""])} />);
  const place = await screen.findByLabelText("Vale para");
  expect(within(place).getByRole("option", { name: "Toda a empresa (já tem)" })).toBeDisabled();
  expect(screen.getByText("Escolha para quem é a mensagem.")).toBeVisible();
  expect(screen.getByRole("button", { name: "Salvar" })).toBeDisabled();
  await userEvent.selectOptions(place, await screen.findByRole("option", { name: "Vendas" }));
  await userEvent.click(screen.getByLabelText("sábado"));
  await userEvent.click(screen.getByRole("button", { name: "Adicionar feriados nacionais" }));
  expect(screen.getByDisplayValue("Natal")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Adicionar feriados nacionais" })).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Salvar" }));
  await waitFor(() =>
    expect(calls.find(({ what }) => what === "POST /away-messages")?.body).toMatchObject({
      numberId: null,
      teamId: "tem_1",
      enabled: true,
      hours: [{ days: ["mon", "tue", "wed", "thu", "fri", "sat"], from: "09:00", to: "18:00" }],
    }),
  );
});

test("hours that end early are refused before the server is asked", async () => {
  fakeServer(PLACES);
  await renderInApp(<AwayForm taken={new Set()} />);
  const closes = await screen.findByLabelText("Fecha (segunda-feira)");
  await userEvent.clear(closes);
  expect(screen.getByRole("alert")).toHaveTextContent("Preencha quando abre e quando fecha.");
  await userEvent.type(closes, "02:00");
  expect(screen.getByRole("alert")).toHaveTextContent("Deve fechar depois de abrir.");
  expect(screen.getByRole("button", { name: "Salvar" })).toBeDisabled();
  await userEvent.click(screen.getByLabelText("segunda-feira"));
  expect(screen.getByRole("button", { name: "Salvar" })).toBeEnabled();
});

test("one that answers needs a day on which the business opens", async () => {
  const calls = fakeServer({ ...PLACES, "PATCH /away-messages/awy_1": () => MESSAGE });
  await renderInApp(<AwayForm message={MESSAGE} taken={new Set([""])} />);
  await userEvent.click(await screen.findByLabelText("segunda-feira"));
  expect(screen.getByText("Marque ao menos um dia em que a empresa abre.")).toBeVisible();
  await userEvent.click(screen.getByLabelText("Responder automaticamente quando estiver fechado"));
  await userEvent.click(screen.getByRole("button", { name: "Salvar" }));
  await waitFor(() =>
    expect(calls.find(({ what }) => what.startsWith("PATCH"))?.body).toEqual({
      enabled: false,
      text: "Até amanhã!",
      hours: [],
      holidays: [],
    }),
  );
});

test("a variable of who answers is none here", async () => {
  fakeServer(PLACES);
  await renderInApp(<AwayForm message={MESSAGE} taken={new Set([""])} />);
  const text = await screen.findByLabelText("Texto");
  await userEvent.click(text);
  await userEvent.paste("{{agent.name}}");
  expect(text).toHaveAccessibleDescription(/Não existe aqui esta variável: agent.name/);
  expect(screen.queryByRole("button", { name: "Nome de quem atende" })).toBeNull();
});

test("the list tells when it opens again and switches a message off at once", async () => {
  const calls = fakeServer({ ...PLACES, "PATCH /away-messages/awy_1": () => MESSAGE });
  const table = (
    <AwayTable messages={[MESSAGE]} nameOf={() => "Toda a empresa"} onDelete={() => undefined} />
  );
  await renderInApp(table);
  expect(await screen.findByText("abre 07/01/2030 às 09:00")).toBeVisible();
  await userEvent.click(screen.getByRole("switch", { name: "Responder por Toda a empresa" }));
  await waitFor(() => expect(calls.at(-1)?.body).toEqual({ enabled: false }));
});

test("national holidays are those of the coming twelve months, each once", () => {
  const mine = [{ date: "2026-12-25", name: "Natal em família" }];
  const all = withNational(mine, "2026-11-20", (key) => key);
  expect(all.map(({ date }) => date)).toEqual([
    "2026-11-20",
    "2026-12-25",
    "2027-01-01",
    "2027-04-21",
    "2027-05-01",
    "2027-09-07",
    "2027-10-12",
    "2027-11-02",
    "2027-11-15",
  ]);
  expect(all[1]?.name).toBe("Natal em família");
});
