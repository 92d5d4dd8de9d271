import { act, fireEvent, render, screen } from "@testing-library/react";
import { useRef } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { showRow, useRowsInSight } from "./useRowsInSight";

beforeEach(() => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
});

function Example({ count }: { count: number }) {
  const pane = useRef<HTMLDivElement>(null);
  const { first, last } = useRowsInSight(pane, count, 80);
  return (
    <div data-testid="pane" ref={pane}>
      {first} to {last}
    </div>
  );
}

function scrollTo(top: number) {
  const pane = screen.getByTestId("pane");
  Object.defineProperty(pane, "clientHeight", { value: 800, configurable: true });
  pane.scrollTop = top;
  act(() => void fireEvent.scroll(pane));
}

test("of a hundred thousand rows only those in sight and a few around are drawn", () => {
  render(<Example count={100_000} />);
  scrollTo(4_000_000);
  expect(screen.getByTestId("pane")).toHaveTextContent("49994 to 50016");
});

test("the ends are the list's ends", () => {
  render(<Example count={12} />);
  scrollTo(0);
  expect(screen.getByTestId("pane")).toHaveTextContent("0 to 12");
});

test("a row is brought into sight by the shortest way", () => {
  const pane = { scrollTop: 800, clientHeight: 400 } as HTMLElement;
  showRow(pane, 12, 80);
  expect(pane.scrollTop).toBe(800);
  showRow(pane, 20, 80);
  expect(pane.scrollTop).toBe(1280);
  showRow(pane, 2, 80);
  expect(pane.scrollTop).toBe(160);
});
