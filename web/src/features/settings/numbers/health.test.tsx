import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { renderInApp, signInAs } from "@/testing/inApp";
import { fakeServer } from "@/testing/server";
import { HealthBadge } from "./HealthBadge";
import { HealthCard } from "./HealthCard";

const NUMBER = {
  id: "num_1",
  wabaId: "2001",
  phoneNumberId: "3001",
  displayPhoneNumber: "+5511955550100",
  name: "Recepção",
  status: "active",
  statusReason: null,
  proof: "proved",
  app: "default",
  throughput: 80,
};
const HEALTH = {
  state: "unknown",
  facts: [] as object[],
  checkedAt: null as string | null,
  failure: null as string | null,
  silentSince: null as string | null,
  messagingLimitUse: { people: 0, limit: null as number | null, moreAt: null as string | null },
};
const ASKED = {
  ...HEALTH,
  state: "attention",
  checkedAt: new Date().toISOString(),
  facts: [
    { name: "quality", value: "YELLOW", state: "attention" },
    { name: "messagingLimit", value: "TIER_2K", state: "ok" },
    { name: "moon", value: "FULL", state: "unknown" },
  ],
};

beforeEach(() => signInAs("owner"));

test("what Meta tells is asked for, and says what to do only where it is not good", async () => {
  fakeServer({
    "GET /numbers/num_1/health": () => HEALTH,
    "POST /numbers/num_1/health/refresh": () => ASKED,
  });
  await renderInApp(<HealthCard number={NUMBER} />);
  expect(await screen.findByText(/ainda não foi consultada/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Perguntar à Meta" }));
  const [quality, limit, moon] = await screen.findAllByRole("listitem");
  expect(quality).toHaveTextContent(/Atenção.*Mande menos campanhas/);
  expect(limit).toHaveTextContent("2.000 pessoas por dia");
  expect(limit).not.toHaveTextContent("Verifique a empresa");
  expect(within(moon as HTMLElement).getByText("moon")).toBeInTheDocument();
});

test("a limit that is used up says how much and until when", async () => {
  const moreAt = new Date(Date.now() + 2 * 3_600_000 + 60_000).toISOString();
  fakeServer({
    "GET /numbers/num_1/health": () => ({
      ...ASKED,
      messagingLimitUse: { people: 2000, limit: 2000, moreAt },
    }),
  });
  await renderInApp(<HealthCard number={NUMBER} />);
  expect(await screen.findByText("2.000 de 2.000 nas últimas 24 horas")).toBeInTheDocument();
  expect(screen.getByText(/esperam na fila/)).toHaveTextContent("em 2 horas");
});

test("a silent number says so, and why Meta told nothing", async () => {
  const silentSince = new Date(Date.now() - 3_600_000).toISOString();
  fakeServer({
    "GET /numbers/num_1/health": () => ({
      ...ASKED,
      state: "problem",
      silentSince,
      failure: "graph:190",
    }),
  });
  await renderInApp(
    <>
      <HealthCard number={NUMBER} />
      <HealthBadge numberId="num_1" />
    </>,
  );
  expect(await screen.findByText(/não avisa mais nada/)).toHaveTextContent("há 1 hora");
  expect(screen.getByText(/recusou a última consulta/)).toBeInTheDocument();
  expect(screen.getByText("Sem avisos da Meta")).toBeInTheDocument();
});
