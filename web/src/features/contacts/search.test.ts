import { expect, test } from "vitest";
import { contactFilters, isNarrowed, readContactSearch } from "./search";

test("an address is read as far as it is known", () => {
  expect(readContactSearch({ search: "ana lima", tag: "tag_1", x: 1 })).toEqual({
    search: "ana lima",
    tag: "tag_1",
  });
  expect(readContactSearch({ search: "  ", tag: 7 })).toEqual({});
});

test("a piece of a phone number stays what was typed", () => {
  expect(readContactSearch({ search: 98877 })).toEqual({ search: "98877" });
});

test("no more words are asked for than the server takes", () => {
  expect(contactFilters({ search: " a b  c d e f g h i ", tag: "tag_1" })).toEqual({
    search: "a b c d e f g h",
    tag: "tag_1",
  });
  expect(contactFilters({})).toEqual({});
});

test("the usual order is not in the address, and an order narrows nothing", () => {
  expect(readContactSearch({ sort: "name" })).toEqual({});
  expect(readContactSearch({ sort: "recent", blocked: true })).toEqual({
    sort: "recent",
    blocked: true,
  });
  expect(readContactSearch({ sort: "age", blocked: "no" })).toEqual({});
  expect(isNarrowed({ sort: "recent" })).toBe(false);
  expect(isNarrowed({ blocked: true })).toBe(true);
});
