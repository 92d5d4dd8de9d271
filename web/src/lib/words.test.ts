import { expect, test } from "vitest";
import { programOf } from "./program";
import { slugOf } from "./slug";

test.each([
  ["Clínica Sorriso Pleno", "clinica-sorriso-pleno"],
  ["  Ateliê & Maré! ", "atelie-mare"],
  ["日本", ""],
])("%s is identified as %s", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox · Linux"],
  [
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0",
    "Edge · Windows",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
    "Safari · iPhone",
  ],
  ["curl/8.5.0", "curl"],
  ["", null],
  [null, null],
])("%s is %s", (userAgent, shown) => {
  expect(programOf(userAgent)).toBe(shown);
});
