import { expect, test } from "vitest";
import { cn } from "./cn";

test("the later of two classes for one property holds", () => {
  expect(cn("px-2 py-1", "px-4")).toBe("py-1 px-4");
});

test("our type sizes and colours do not displace each other", () => {
  expect(cn("text-2xs", "text-fg-3")).toBe("text-2xs text-fg-3");
  expect(cn("text-md", "text-sm")).toBe("text-sm");
});
