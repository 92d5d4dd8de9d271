import { expect, test } from "vitest";
import { snoozeTimes } from "./snooze";

function until(now: string) {
  return Object.fromEntries(
    snoozeTimes(Date.parse(now)).map(({ id, until }) => [id, new Date(until)]),
  );
}

test("soon is counted from now", () => {
  const times = until("2026-11-24T13:44:00Z");
  expect(times.hour?.toISOString()).toBe("2026-11-24T14:44:00.000Z");
  expect(times.threeHours?.toISOString()).toBe("2026-11-24T16:44:00.000Z");
});

test.each([
  "2026-11-22T12:00:00",
  "2026-11-23T12:00:00",
  "2026-11-24T12:00:00",
  "2026-11-28T12:00:00",
])("the next week begins on a Monday morning that is still to come: %s", (now) => {
  const monday = until(now).nextWeek;
  expect(monday?.getDay()).toBe(1);
  expect(monday?.getHours()).toBe(9);
  const days = ((monday?.getTime() ?? 0) - Date.parse(now)) / 86_400_000;
  expect(days).toBeGreaterThan(0);
  expect(days).toBeLessThanOrEqual(7);
});
