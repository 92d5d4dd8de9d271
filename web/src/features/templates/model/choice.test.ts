import { expect, test } from "vitest";
import { aTemplate } from "../testing/aTemplate";
import { chosenFrom, reasonAgainst, startLanguage } from "./choice";

const body = { type: "BODY", text: "Sua avaliação é amanhã" };
const approved = aTemplate([body]);
const pending = aTemplate([body], { name: "a_primeira", status: "pending" });
const english = aTemplate([{ type: "BODY", text: "See you" }], {
  name: "see_you",
  language: "en_US",
  category: "marketing",
});
const ALL = [pending, english, approved];
const none = { search: "", category: "", language: "", all: false };

test("only what can be sent is listed, the rest on demand and behind it", () => {
  expect(chosenFrom(ALL, none)).toEqual([approved, english]);
  expect(chosenFrom(ALL, { ...none, all: true })).toEqual([approved, english, pending]);
});

test("a search looks at names and words, without regard to case and accents", () => {
  expect(chosenFrom(ALL, { ...none, search: "AVALIACAO amanha" })).toEqual([approved]);
  expect(chosenFrom(ALL, { ...none, search: "remarcar consulta" })).toEqual([approved]);
  expect(chosenFrom(ALL, { ...none, search: "nada" })).toEqual([]);
});

test("category and language narrow the list", () => {
  expect(chosenFrom(ALL, { ...none, category: "marketing" })).toEqual([english]);
  expect(chosenFrom(ALL, { ...none, language: "pt_BR" })).toEqual([approved]);
});

test.each([
  [approved, null],
  [pending, "pending"],
  [aTemplate([body], { status: "in_appeal" }), "other"],
  [aTemplate([body, { type: "CAROUSEL" }]), "strange"],
  [aTemplate([{ type: "HEADER", format: "HOLOGRAM" }]), "strange"],
  [aTemplate([{ type: "BUTTONS", buttons: [{ type: "MPM", text: "Ver" }] }]), "strange"],
])("what keeps %o from being sent", (template, reason) => {
  expect(reasonAgainst(template)).toBe(reason);
});

test("the list begins in the reader's language when there is a choice", () => {
  expect(startLanguage(ALL, "pt-BR")).toBe("pt_BR");
  expect(startLanguage(ALL, "en")).toBe("en_US");
  expect(startLanguage(ALL, "es")).toBe("");
  expect(startLanguage([approved], "en")).toBe("");
});
