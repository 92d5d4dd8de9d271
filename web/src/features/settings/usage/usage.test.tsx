import { screen, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { renderInApp, signInAs } from "@/testing/inApp";
import { fakeServer } from "@/testing/server";
import { formatBytes } from "./bytes";
import { Page } from "./Page";
import type { Usage } from "./queries";

const USAGE: Usage = {
  timeZone: "America/Sao_Paulo",
  days: [
    { date: "2026-11-21", inbound: 0, outbound: 0 },
    { date: "2026-11-22", inbound: 4, outbound: 6 },
  ],
  month: { from: "2026-11-01", inbound: 1200, outbound: 300 },
  numbers: [
    {
      id: "num_1",
      displayPhoneNumber: "+55 11 4000-0000",
      name: "Loja",
      inbound: 1200,
      outbound: 300,
    },
  ],
  storage: { messages: 1500, messageBytes: 2_500_000, logBytes: 900, contacts: 100_000 },
  queue: { messages: 0, since: null },
  people: 3,
  missingFrom: null,
};

beforeEach(() => signInAs("owner"));

test("messages are told by month, day and number, in figures that need no picture", async () => {
  fakeServer({ "GET /tenant/usage": () => USAGE });
  await renderInApp(<Page />);
  expect(await screen.findByText("1.500")).toBeInTheDocument();
  const row = screen.getByRole("row", { name: /22\/11\/2026/ });
  expect(
    within(row)
      .getAllByRole("cell")
      .map((cell) => cell.textContent),
  ).toEqual(["4", "6"]);
  expect(screen.getByText("Loja")).toBeInTheDocument();
  expect(screen.getAllByText("1.200 recebidas, 300 de saída")).toHaveLength(2);
  expect(screen.getByText("nada espera")).toBeInTheDocument();
});

test("what was counted to a bound says so, and so does what nobody counted", async () => {
  fakeServer({
    "GET /tenant/usage": () => ({ ...USAGE, missingFrom: "2026-11-20T12:00:00.000Z" }),
  });
  await renderInApp(<Page />);
  expect(await screen.findByText("100.000 ou mais")).toBeInTheDocument();
  expect(screen.getByText(/não conta as mensagens desde 20\/11\/2026/)).toBeInTheDocument();
});

test("bytes are short in every size", () => {
  expect(formatBytes(900, "en")).toBe("900 bytes");
  expect(formatBytes(2_500_000, "pt-BR")).toBe("2,5 MB");
  expect(formatBytes(31_000_000_000, "en")).toBe("31 GB");
});
