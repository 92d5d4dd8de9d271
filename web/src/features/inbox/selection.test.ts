import { beforeEach, expect, test } from "vitest";
import {
  clearSelection,
  extendTo,
  isSelected,
  isSelecting,
  selectEverything,
  selection,
  toggleRow,
} from "./selection";

const LISTED = ["a", "b", "c", "d", "e"];
const chosen = () => [...selection.get().ids].sort();

beforeEach(clearSelection);

test("a row is chosen and let go", () => {
  toggleRow("b", LISTED);
  toggleRow("d", LISTED);
  expect(chosen()).toEqual(["b", "d"]);
  toggleRow("b", LISTED);
  expect(chosen()).toEqual(["d"]);
});

test("a range runs from the row chosen last, in either direction, and adds to what is chosen", () => {
  toggleRow("e", LISTED);
  toggleRow("c", LISTED);
  extendTo("a", LISTED);
  expect(chosen()).toEqual(["a", "b", "c", "e"]);
  extendTo("d", LISTED);
  expect(chosen()).toEqual(LISTED);
});

test("without a beginning, or when it left the list, a range is the row alone", () => {
  extendTo("b", LISTED);
  expect(chosen()).toEqual(["b"]);
  extendTo("d", ["c", "d"]);
  expect(chosen()).toEqual(["b", "d"]);
});

test("letting one go of everything leaves the others that are listed", () => {
  selectEverything();
  expect(isSelected(selection.get(), "not loaded")).toBe(true);
  toggleRow("c", LISTED);
  expect(chosen()).toEqual(["a", "b", "d", "e"]);
  expect(selection.get().everything).toBe(false);
});

test("nothing is chosen after clearing", () => {
  selectEverything();
  clearSelection();
  expect(isSelecting(selection.get())).toBe(false);
});
