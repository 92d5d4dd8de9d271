import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { session } from "@/api/session";
import { renderInApp } from "@/testing/inApp";
import { fakeServer, refusal } from "@/testing/server";
import { ForgotPage } from "./ForgotPage";
import { LoginHelp } from "./parts/LoginHelp";

const options = (mail: boolean) => ({
  "GET /auth/options": () => ({ registration: false, mail, providers: [] }),
});

beforeEach(() => session.end());

test("who forgot the password is led to another one only where mail is sent", async () => {
  fakeServer(options(true));
  const { unmount } = await renderInApp(<LoginHelp />);
  expect(await screen.findByRole("link", { name: "Esqueci a senha" })).toHaveAttribute(
    "href",
    "/forgot",
  );
  unmount();
  fakeServer(options(false));
  await renderInApp(<LoginHelp />);
  await screen.findByText(/Peça um link a quem administra/);
  expect(screen.queryByRole("link")).not.toBeInTheDocument();
});

test("the link is asked for, and the address can be put right", async () => {
  const calls = fakeServer({ "POST /auth/password/forgot": () => undefined });
  await renderInApp(<ForgotPage />);
  await userEvent.type(await screen.findByLabelText("E-mail"), "ana@shop.exmple");
  await userEvent.click(screen.getByRole("button", { name: "Enviar link" }));
  await screen.findByRole("heading", { name: "Veja seu e-mail" });
  expect(calls.at(-1)?.body).toEqual({ email: "ana@shop.exmple" });
  await userEvent.click(screen.getByRole("button", { name: "Usar outro endereço" }));
  expect(screen.getByLabelText("E-mail")).toHaveValue("ana@shop.exmple");
});

test("what is no address is told under it", async () => {
  fakeServer({
    "POST /auth/password/forgot": () =>
      refusal(422, "validation-failed", "Inválido", [
        { pointer: "/email", detail: "Não é um e-mail." },
      ]),
  });
  await renderInApp(<ForgotPage />);
  await userEvent.type(await screen.findByLabelText("E-mail"), "ana@shop");
  await userEvent.click(screen.getByRole("button", { name: "Enviar link" }));
  expect(await screen.findByText("Não é um e-mail.")).toBeInTheDocument();
});
