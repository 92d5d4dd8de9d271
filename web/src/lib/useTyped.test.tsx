import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useTyped } from "./useTyped";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("what is typed shows at once and is told once, after a pause", () => {
  const tell = vi.fn();
  const { result } = renderHook(() => useTyped("", tell));
  act(() => result.current[1]("a"));
  act(() => result.current[1]("an "));
  expect(result.current[0]).toBe("an ");
  expect(tell).not.toHaveBeenCalled();
  act(() => void vi.advanceTimersByTime(300));
  expect(tell.mock.calls).toEqual([["an"]]);
});

test("what changes from outside is shown, and not told again", () => {
  const tell = vi.fn();
  const { result, rerender } = renderHook(({ value }) => useTyped(value, tell), {
    initialProps: { value: "ana" },
  });
  rerender({ value: "" });
  act(() => void vi.advanceTimersByTime(300));
  expect(result.current[0]).toBe("");
  expect(tell).not.toHaveBeenCalled();
});
