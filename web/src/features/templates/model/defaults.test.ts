import { expect, test } from "vitest";
import { aTemplate, NAMED } from "../testing/aTemplate";
import { defaultsOf } from "./defaults";

const helena = { name: "Helena Dias", phone: "+5511988776655", company: "Aurora" };

test("a placeholder that is called a name gets the first name; others stay open", () => {
  expect(defaultsOf(NAMED, helena)).toEqual({
    "body.nome": { value: "Helena", source: "firstName" },
  });
});

test.each([
  ["Olá, {{1}}! Tudo bem?", "Helena"],
  ["Oi *{{1}}*", "Helena"],
  ["Hello {{1}}, your order", "Helena"],
  ["Boa tarde, {{1}}.", "Helena"],
  ["Seu código é {{1}}", undefined],
  ["Foi {{1}}", undefined],
])("%s is greeted with %s", (text, value) => {
  const template = aTemplate([{ type: "BODY", text }]);
  expect(defaultsOf(template, helena)["body.1"]?.value).toBe(value);
});

test("nobody is greeted by a phone number", () => {
  expect(defaultsOf(NAMED, { name: "+55 11 98877-6655" })).toEqual({});
});

test("phone, company and the whole name are filled in where they are asked for", () => {
  const text = "{{telefone}} {{empresa}} {{nome_completo}} {{email}}";
  const found = defaultsOf(aTemplate([{ type: "BODY", text }]), helena);
  expect(Object.entries(found).map(([key, { value }]) => [key, value])).toEqual([
    ["body.telefone", "+5511988776655"],
    ["body.empresa", "Aurora"],
    ["body.nome_completo", "Helena Dias"],
  ]);
});
