import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { session } from "@/api/session";
import { renderInApp } from "@/testing/inApp";
import { fakeServer, refusal } from "@/testing/server";
import { faultKey, forgetArrival, readArrival, startOf } from "./arrival";
import ProviderArrival from "./ProviderArrival";
import ProviderButtons from "./ProviderButtons";

const FINISH = "POST /auth/providers/finish";
const options = (providers: { id: string; name: string }[]) => ({
  "GET /auth/options": () => ({ registration: false, mail: true, providers }),
});
const google = options([{ id: "google", name: "Google" }]);

beforeEach(() => session.end());

function arrival() {
  return <ProviderArrival provider="google" ticket="t1" onSignedIn={vi.fn()} onAgain={vi.fn()} />;
}

test("only what is set up is offered", async () => {
  fakeServer(google);
  const { unmount } = await renderInApp(<ProviderButtons />);
  await screen.findByRole("button", { name: "Entrar com Google" });
  expect(screen.getAllByRole("button")).toHaveLength(1);
  unmount();
  fakeServer(options([]));
  await renderInApp(<ProviderButtons />);
  expect(screen.queryByRole("button")).not.toBeInTheDocument();
});

test("the address bar forgets what it was told", () => {
  location.hash = "provider=google&ticket=t1";
  expect(readArrival()).toEqual({ provider: "google", ticket: "t1", fault: undefined });
  forgetArrival();
  expect(location.hash).toBe("");
  expect(readArrival()).toBeNull();
  expect(faultKey("away")).toBe("fault.away");
  expect(faultKey("unheard")).toBe("fault.failed");
  expect(startOf("google", "/a?b=c")).toBe("/api/v1/auth/providers/google/start?to=%2Fa%3Fb%3Dc");
});

test("an account that is not connected goes with the password", async () => {
  const calls = fakeServer({
    ...google,
    [FINISH]: () => refusal(401, "provider-not-connected", "x"),
    "POST /auth/login": () => refusal(401, "unauthenticated", "x"),
  });
  await renderInApp(arrival());
  await screen.findByText(/ainda não está conectada/);
  await userEvent.type(screen.getByLabelText("E-mail"), "ana@example.com");
  await userEvent.type(screen.getByLabelText("Senha"), "seven brass lanterns");
  await userEvent.click(screen.getByRole("button", { name: "Entrar" }));
  expect(calls.at(-1)?.body).toMatchObject({ email: "ana@example.com", ticket: "t1" });
});

test("the second factor is asked for", async () => {
  const calls = fakeServer({
    ...google,
    [FINISH]: ({ body }) =>
      refusal(
        401,
        (body as { code: string | null }).code ? "second-factor-wrong" : "second-factor-required",
        "x",
      ),
  });
  await renderInApp(arrival());
  await userEvent.type(await screen.findByLabelText(/Código do/), "123456");
  await userEvent.click(screen.getByRole("button", { name: "Entrar" }));
  await screen.findByText(/Este código/);
  expect(calls.at(-1)?.body).toMatchObject({ ticket: "t1", code: "123456" });
});
