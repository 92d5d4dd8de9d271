import { expect, test } from "vitest";
import { serviceWindow } from "./serviceWindow";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const inMinutes = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

test("an open window says what is left", () => {
  expect(serviceWindow(inMinutes(23 * 60 + 59), NOW)).toMatchObject({
    open: true,
    hours: 23,
    minutes: 59,
    ending: false,
  });
  expect(serviceWindow(inMinutes(12 * 60), NOW)).toMatchObject({ left: 0.5 });
});

test("under two hours it is ending", () => {
  expect(serviceWindow(inMinutes(119), NOW)).toMatchObject({ hours: 1, minutes: 59, ending: true });
  expect(serviceWindow(inMinutes(120), NOW)).toMatchObject({ ending: false });
});

test("the last seconds are a minute, not none", () => {
  expect(serviceWindow(inMinutes(0.2), NOW)).toMatchObject({ open: true, hours: 0, minutes: 1 });
});

test("a window that passed or never was is closed", () => {
  expect(serviceWindow(inMinutes(0), NOW)).toEqual({ open: false, since: inMinutes(0) });
  expect(serviceWindow(null, NOW)).toEqual({ open: false, since: null });
});
