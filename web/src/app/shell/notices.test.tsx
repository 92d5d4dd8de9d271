import { screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { renderInApp, signInAs } from "@/testing/inApp";
import { fakeServer } from "@/testing/server";
import { Notices } from "./Notices";

const HEALTH = { status: "ok", database: "ok", queue: "ok", whatsappApi: "ok" };

beforeEach(() => signInAs("agent"));

test("while a restore is not confirmed everybody reads that nothing is sent", async () => {
  fakeServer({ "GET /health": () => ({ ...HEALTH, status: "degraded", queue: "held" }) });
  await renderInApp(<Notices />);
  expect(await screen.findByText(/nada é enviado até/)).toBeInTheDocument();
});

test("a server that sends, or cannot tell, is not spoken of", async () => {
  const calls = fakeServer({ "GET /health": () => HEALTH });
  await renderInApp(<Notices />);
  await expect.poll(() => calls.length).toBe(1);
  expect(screen.queryByText(/nada é enviado até/)).not.toBeInTheDocument();
});
