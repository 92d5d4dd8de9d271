import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { session } from "@/api/session";
import { renderInApp } from "@/testing/inApp";
import { fakeServer } from "@/testing/server";
import { LoginHelp } from "./parts/LoginHelp";
import { RegisterPage } from "./RegisterPage";

const options = (registration: boolean) => ({
  "GET /auth/options": () => ({ registration, mail: true, providers: [] }),
});

beforeEach(() => session.end());

test("a company of one's own is offered where registration is open", async () => {
  fakeServer(options(true));
  const { unmount } = await renderInApp(<LoginHelp />);
  const link = await screen.findByRole("link", { name: "Criar a conta da minha empresa" });
  expect(link).toHaveAttribute("href", "/register");
  unmount();
  fakeServer(options(false));
  await renderInApp(<LoginHelp />);
  await screen.findByText(/Peça um convite/);
  expect(screen.queryByRole("link", { name: /Criar a conta/ })).not.toBeInTheDocument();
});

test("what was typed is kept when it must be put right", async () => {
  const calls = fakeServer({ ...options(true), "POST /auth/register": () => undefined });
  await renderInApp(<RegisterPage />);
  await userEvent.type(await screen.findByLabelText("Nome da empresa"), "Padaria");
  await userEvent.type(screen.getByLabelText("Seu nome"), "Ana");
  await userEvent.type(screen.getByLabelText("Seu e-mail"), "ana@padaria.exmple");
  await userEvent.click(screen.getByRole("button", { name: "Continuar" }));
  await screen.findByRole("heading", { name: "Veja seu e-mail" });
  const body = { company: "Padaria", name: "Ana", email: "ana@padaria.exmple", language: "pt-BR" };
  expect(calls.at(-1)?.body).toEqual(body);
  await userEvent.click(screen.getByRole("button", { name: "Corrigir os dados" }));
  expect(screen.getByLabelText("Seu e-mail")).toHaveValue("ana@padaria.exmple");
});

test("where it is closed the page says so", async () => {
  fakeServer(options(false));
  await renderInApp(<RegisterPage />);
  await screen.findByRole("heading", { name: "Cadastro fechado" });
});
