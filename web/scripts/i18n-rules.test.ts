import { expect, test } from "vitest";
import { problemsOf } from "./i18n-rules.mjs";

const check = (
  pt: Record<string, string>,
  en: Record<string, string>,
  source = 't("a.b")',
  same: string[] = [],
) => problemsOf({ languages: { "pt-BR": pt, en }, same, source });

test("texts that agree and are used pass", () => {
  expect(check({ "x:a.b": "Olá, {{name}}" }, { "x:a.b": "Hello, {{name}}" })).toEqual([]);
});

test.each([
  ["missing", { "x:a.b": "Olá" }, {}, "en: x:a.b is missing"],
  ["alone", {}, { "x:a.b": "Hello" }, "en: x:a.b is not in pt-BR"],
  ["untranslated", { "x:a.b": "Olá" }, { "x:a.b": "Olá" }, "is still the text of pt-BR"],
  ["placeholder", { "x:a.b": "Olá, {{name}}" }, { "x:a.b": "Hello" }, "has other placeholders"],
  ["unused", { "x:c": "Olá" }, { "x:c": "Hello" }, "x:c is used nowhere"],
])("%s keys fail", (_, pt, en, said) => {
  expect(check(pt as never, en as never).join()).toContain(said);
});

test("each language needs its own plural forms: pt-BR has `many`, en has not", () => {
  const pt = {
    "x:a.b_one": "{{count}} nova",
    "x:a.b_many": "{{count}} novas",
    "x:a.b_other": "{{count}} novas",
  };
  const en = { "x:a.b_one": "{{count}} new", "x:a.b_other": "{{count}} new ones" };
  expect(check(pt, en)).toEqual([]);
  const { "x:a.b_many": _, ...short } = pt;
  expect(check(short, en)).toEqual([
    "pt-BR: x:a.b_many is missing (this language has that plural)",
  ]);
});

test("a family of keys put together at run time is announced by a comment", () => {
  expect(check({ "x:p.q": "Olá" }, { "x:p.q": "Hello" }, "// i18n-uses x:p.*")).toEqual([]);
});

test("a name that is the same everywhere is listed, and only while it is", () => {
  expect(check({ "x:a.b": "Olá" }, { "x:a.b": "Olá" }, 't("a.b")', ["x:a.b"])).toEqual([]);
  expect(check({ "x:a.b": "Olá" }, { "x:a.b": "Hi" }, 't("a.b")', ["x:a.b"]).join()).toContain(
    "take it off",
  );
});
