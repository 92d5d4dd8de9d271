import { expect, test } from "vitest";
import { aTemplate, NAMED, POSITIONAL } from "../testing/aTemplate";
import { faultOf, fieldsOf, type TemplateField } from "./fields";
import { placeholdersOf } from "./template";

test("placeholders are found once each, in the order they are read", () => {
  expect(placeholdersOf("{{2}} e {{ 1 }} e {{2}}, {{nome_1}}, {x} {{}} {{a b}}")).toEqual([
    "2",
    "1",
    "nome_1",
  ]);
});

test("header, words and buttons each leave their values open, with the example of the author", () => {
  expect(fieldsOf(POSITIONAL).map(({ key, kind, example }) => [key, kind, example])).toEqual([
    ["header.1", "text", "Ana"],
    ["body.2", "text", "hoje"],
    ["body.1", "text", "81"],
    ["button.1", "urlEnd", "81"],
    ["button.2", "code", "VOLTA10"],
  ]);
});

test("an example is found by the placeholder's name", () => {
  expect(fieldsOf(NAMED).map(({ key, example }) => [key, example])).toEqual([
    ["body.nome", "Helena"],
    ["body.profissional", ""],
  ]);
});

test.each([
  ["IMAGE", ["image"]],
  ["VIDEO", ["video"]],
  ["DOCUMENT", ["document", "fileName"]],
  ["LOCATION", ["latitude", "longitude", "place", "address"]],
])("a header of format %s wants %j", (format, kinds) => {
  const template = aTemplate([
    { type: "HEADER", format },
    { type: "BODY", text: "Oi" },
  ]);
  expect(fieldsOf(template).map(({ kind }) => kind)).toEqual(kinds);
});

test("a sign-in code goes into the words and into its button", () => {
  const template = aTemplate([
    { type: "BODY", text: "{{1}} é o seu código." },
    {
      type: "BUTTONS",
      buttons: [{ type: "OTP", text: "Copiar", url: "https://www.whatsapp.com/otp/?code={{1}}" }],
    },
  ]);
  expect(fieldsOf(template).map(({ key }) => key)).toEqual(["body.1", "button.0"]);
});

const field = (change: Partial<TemplateField>): TemplateField => ({
  key: "body.1",
  where: "body",
  kind: "text",
  name: "1",
  example: "",
  required: true,
  ...change,
});

test.each([
  [field({}), " ", "missing"],
  [field({ required: false }), "", null],
  [field({}), "a\nb", "lines"],
  [field({}), "a     b", "lines"],
  [field({}), "Helena", null],
  [field({ kind: "image", where: "header" }), "foto.jpg", "link"],
  [field({ kind: "image", where: "header" }), "https://aurora.example/foto.jpg", null],
  [field({ kind: "latitude", where: "header" }), "-23,55", null],
  [field({ kind: "latitude", where: "header" }), "95", "latitude"],
  [field({ kind: "urlEnd", where: "button" }), "a b", "spaces"],
] as const)("of %o the value %j is judged %s", (given, value, fault) => {
  expect(faultOf(given, value)).toBe(fault);
});
