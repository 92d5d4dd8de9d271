import { expect, test } from "vitest";
import { dayStart, nextDay } from "./zone";

test.each([
  ["2026-11-22", "America/Sao_Paulo", "2026-11-22T03:00:00.000Z"],
  ["2026-11-22", "Asia/Tokyo", "2026-11-21T15:00:00.000Z"],
  ["2026-03-29", "Europe/Lisbon", "2026-03-29T00:00:00.000Z"],
  ["2026-03-30", "Europe/Lisbon", "2026-03-29T23:00:00.000Z"],
])("%s in %s begins at %s", (day, zone, start) => {
  expect(dayStart(day, zone)).toBe(start);
});

test("the day after the last one of a month is the first of the next", () => {
  expect(nextDay("2026-12-31")).toBe("2027-01-01");
});
