import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { ErrorState } from "./ErrorState";
import { Toast } from "./Toast";

afterEach(() => vi.useRealTimers());

test("a toast counts down while something can be undone", () => {
  vi.useFakeTimers();
  render(<Toast text="Conversa encerrada" undoLabel="Desfazer" onUndo={() => undefined} />);
  expect(screen.getByText("10 s")).toBeInTheDocument();
  act(() => vi.advanceTimersByTime(3000));
  expect(screen.getByText("7 s")).toBeInTheDocument();
});

test("undo is asked for once it is pressed", async () => {
  const undo = vi.fn();
  render(<Toast text="Conversa encerrada" undoLabel="Desfazer" onUndo={undo} />);
  await userEvent.click(screen.getByRole("button", { name: "Desfazer" }));
  expect(undo).toHaveBeenCalledOnce();
});

test("an error offers to try again and the request's id to copy", async () => {
  const user = userEvent.setup();
  const retry = vi.fn();
  render(
    <ErrorState
      title="Não foi possível carregar"
      retryLabel="Tentar de novo"
      onRetry={retry}
      requestId="req_1"
      copyLabel="Copiar"
    />,
  );
  expect(screen.getByRole("alert")).toHaveTextContent("Não foi possível carregar");
  await user.click(screen.getByRole("button", { name: "Tentar de novo" }));
  expect(retry).toHaveBeenCalledOnce();
  await user.click(screen.getByRole("button", { name: /Copiar/ }));
  expect(await navigator.clipboard.readText()).toBe("req_1");
});
