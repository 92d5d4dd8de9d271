import { expect, test } from "vitest";
import { filterCount, filtersOf, readSearch } from "./search";

test("an address is read as far as it is known", () => {
  expect(
    readSearch({ view: "mine", status: "closed", unread: "true", number: "num_1", x: 1 }),
  ).toEqual({
    view: "mine",
    status: "closed",
    unread: true,
    number: "num_1",
  });
  expect(readSearch({ view: "nonsense", status: 7, unread: "no", team: [] })).toEqual({});
});

test("days and people are read from the address, nonsense is not", () => {
  const from = "2026-11-01T03:00:00.000Z";
  expect(readSearch({ from, to: "yesterday", assignee: "me" })).toEqual({ from, assignee: "me" });
});

test("without a view all conversations are listed", () => {
  expect(filtersOf({ status: "closed" })).toEqual({ view: "all", status: "closed" });
});

test("the view is no filter", () => {
  expect(filterCount({ view: "mine" })).toBe(0);
  expect(filterCount({ view: "mine", unread: true, number: "num_1" })).toBe(2);
});

test("an order is no filter; one that does not exist is the usual one", () => {
  expect(readSearch({ sort: "waiting" })).toEqual({ sort: "waiting" });
  expect(readSearch({ sort: "name" })).toEqual({});
  expect(filterCount({ sort: "oldest" })).toBe(0);
});
