import { expect, test } from "vitest";
import {
  copied,
  faultOf,
  hoursOf,
  isClosedAlways,
  isCopied,
  usualWeek,
  weekOf,
  withNext,
} from "./week";

const slot = (from: string, to: string) => ({ from, to });

test("a week goes to the server with equal days together, and comes back as it was", () => {
  const week = {
    ...usualWeek(),
    wed: [slot("09:00", "12:00"), slot("13:00", "00:00")],
    sat: [slot("09:00", "18:00")],
  };
  const hours = hoursOf(week);
  expect(hours).toEqual([
    { days: ["mon", "tue", "thu", "fri", "sat"], from: "09:00", to: "18:00" },
    { days: ["wed"], from: "09:00", to: "12:00" },
    { days: ["wed"], from: "13:00", to: "24:00" },
  ]);
  expect(weekOf(hours.toReversed())).toEqual(week);
});

test.each([
  [[slot("09:00", "12:00"), slot("12:00", "18:00")], null],
  [[slot("13:00", "18:00"), slot("09:00", "12:00")], null],
  [[slot("20:00", "00:00")], null],
  [[slot("00:00", "00:00")], null],
  [[], null],
  [[slot("", "12:00")], "noTime"],
  [[slot("20:00", "02:00")], "endsEarly"],
  [[slot("09:00", "09:00")], "endsEarly"],
  [[slot("13:00", "18:00"), slot("09:00", "13:01")], "overlap"],
  [[slot("09:00", "00:00"), slot("18:00", "20:00")], "overlap"],
])("the hours %j of a day: %s", (slots, fault) => {
  expect(faultOf(slots)).toBe(fault);
});

test("one more slot comes after the last and is right by itself", () => {
  const two = withNext([slot("09:00", "12:00")]);
  expect(two).toEqual([slot("09:00", "12:00"), slot("13:00", "17:00")]);
  expect(faultOf(withNext(two))).toBeNull();
  expect(faultOf(withNext([slot("09:00", "00:00")]))).toBe("noTime");
});

test("copying a day changes the workdays only", () => {
  const week = { ...usualWeek(), tue: [slot("08:00", "14:00")], sat: [slot("10:00", "12:00")] };
  const all = copied(week, "tue");
  expect([all.mon, all.fri, all.sat, all.sun]).toEqual([week.tue, week.tue, week.sat, []]);
  expect([isCopied(week, "tue"), isCopied(all, "mon"), isCopied(all, "sat")]).toEqual([
    false,
    true,
    false,
  ]);
  expect(isClosedAlways(all)).toBe(false);
  expect(isClosedAlways(weekOf([]))).toBe(true);
});
