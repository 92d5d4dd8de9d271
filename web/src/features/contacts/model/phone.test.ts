import { expect, test } from "vitest";
import { isLikePhone, readPhone } from "./phone";

test.each([
  ["+55 (11) 98877-6655", "+5511988776655"],
  ["5511988776655", "+5511988776655"],
  ["551140000001", "+551140000001"],
  [" +1 202.555.0123 ", "+12025550123"],
])("%s is %s", (text, phone) => {
  expect(readPhone(text)).toEqual({ phone });
});

test.each([
  ["", "empty"],
  ["ana", "signs"],
  ["11 98877-6655", "country"],
  ["988776655", "country"],
  ["+55 11", "short"],
  ["+55 11 98877 6655 6655", "long"],
  ["55+11988776655", "signs"],
])("%s: %s", (text, fault) => {
  expect(readPhone(text)).toEqual({ fault });
});

test("a number is told from a name", () => {
  expect(isLikePhone("+55 11")).toBe(true);
  expect(isLikePhone("98877")).toBe(true);
  expect(isLikePhone("Ana 3")).toBe(false);
  expect(isLikePhone("12")).toBe(false);
});
