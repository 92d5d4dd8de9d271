import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Button } from "./Button";

test("a click does what it says", async () => {
  const click = vi.fn();
  render(<Button onClick={click}>Enviar</Button>);
  await userEvent.click(screen.getByRole("button", { name: "Enviar" }));
  expect(click).toHaveBeenCalledOnce();
});

test("while busy a second click does nothing, and the focus stays", async () => {
  const click = vi.fn();
  render(
    <Button busy onClick={click}>
      Enviando
    </Button>,
  );
  const button = screen.getByRole("button", { name: "Enviando" });
  await userEvent.click(button);
  expect(click).not.toHaveBeenCalled();
  expect(button).toHaveFocus();
  expect(button).toHaveAttribute("aria-busy", "true");
});

test("it does not send the form around it unless told", async () => {
  const submit = vi.fn((event: React.FormEvent) => event.preventDefault());
  render(
    <form onSubmit={submit}>
      <Button>Cancelar</Button>
      <Button type="submit">Salvar</Button>
    </form>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Cancelar" }));
  expect(submit).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Salvar" }));
  expect(submit).toHaveBeenCalledOnce();
});

test("the key cap is shown but not part of the name", () => {
  render(<Button keyCap="E">Encerrar</Button>);
  expect(screen.getByRole("button")).toHaveAccessibleName("Encerrar");
  expect(screen.getByText("E")).toBeInTheDocument();
});
