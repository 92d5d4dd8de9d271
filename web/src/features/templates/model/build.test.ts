import { expect, test } from "vitest";
import { aTemplate, NAMED, POSITIONAL } from "../testing/aTemplate";
import { messageOf } from "./build";
import { fill, piecesOf, valuesIn } from "./filled";

const VALUES = {
  "header.1": "Ana",
  "body.1": " hoje ",
  "body.2": "81",
  "button.1": "81",
  "button.2": "VOLTA10",
};

test("numbered values go in the order of their numbers, buttons by their place", () => {
  expect(messageOf(POSITIONAL, VALUES)).toEqual({
    name: "remarcar_consulta",
    language: { code: "pt_BR" },
    components: [
      { type: "header", parameters: [{ type: "text", text: "Ana" }] },
      {
        type: "body",
        parameters: [
          { type: "text", text: "hoje" },
          { type: "text", text: "81" },
        ],
      },
      { type: "button", sub_type: "url", index: "1", parameters: [{ type: "text", text: "81" }] },
      {
        type: "button",
        sub_type: "copy_code",
        index: "2",
        parameters: [{ type: "coupon_code", coupon_code: "VOLTA10" }],
      },
    ],
  });
});

test("named values carry their names", () => {
  expect(messageOf(NAMED, { "body.nome": "Helena", "body.profissional": "Paulo" })).toEqual({
    name: "oi",
    language: { code: "pt_BR" },
    components: [
      {
        type: "body",
        parameters: [
          { type: "text", parameter_name: "nome", text: "Helena" },
          { type: "text", parameter_name: "profissional", text: "Paulo" },
        ],
      },
    ],
  });
});

test("a file goes by its link, a place by its coordinates", () => {
  const document = aTemplate([{ type: "HEADER", format: "DOCUMENT" }]);
  const link = "https://aurora.example/a.pdf";
  expect(messageOf(document, { "header.link": link, "header.fileName": "a.pdf" })).toMatchObject({
    components: [
      { type: "header", parameters: [{ type: "document", document: { link, filename: "a.pdf" } }] },
    ],
  });
  const place = aTemplate([{ type: "HEADER", format: "LOCATION" }]);
  expect(
    messageOf(place, { "header.latitude": "-23,5", "header.longitude": "-46.6" }),
  ).toMatchObject({
    components: [
      { parameters: [{ location: { latitude: "-23.5", longitude: "-46.6", name: "" } }] },
    ],
  });
});

test("a template that leaves nothing open has no components", () => {
  expect(messageOf(aTemplate([{ type: "BODY", text: "Oi" }]), {})).toEqual({
    name: "remarcar_consulta",
    language: { code: "pt_BR" },
  });
});

test("the preview marks what is filled in and what is missing", () => {
  const marked = fill("Oi, *{{nome}}*! Com {{profissional}}?", "body", { "body.nome": "Helena" });
  expect(piecesOf(marked)).toEqual([
    { kind: "plain", text: "Oi, *" },
    { kind: "filled", text: "Helena" },
    { kind: "plain", text: "*! Com " },
    { kind: "missing", text: "{{profissional}}" },
    { kind: "plain", text: "?" },
  ]);
});

test("what was sent is read back as it was filled in", () => {
  expect(valuesIn(messageOf(POSITIONAL, VALUES))).toMatchObject({
    "header.1": "Ana",
    "body.1": "hoje",
    "body.2": "81",
  });
  expect(valuesIn(messageOf(NAMED, { "body.nome": "Helena" }))).toMatchObject({
    "body.nome": "Helena",
  });
});
