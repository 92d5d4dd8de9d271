import { expect, test } from "vitest";
import { cardsOf, choicesOf, number, orderOf, replyOf, text } from "./content";

test("what is missing or of another kind reads as nothing", () => {
  expect(text(null, "body")).toBe("");
  expect(text([], "body")).toBe("");
  expect(text({ body: { a: 1 } }, "body")).toBe("");
  expect(number({ latitude: "" }, "latitude")).toBeNull();
  expect(number({ latitude: "x" }, "latitude")).toBeNull();
  expect(cardsOf(null)).toEqual([]);
  expect(orderOf("?")).toEqual([]);
  expect(replyOf(undefined).kind).toBe("other");
});

test("places come with numbers or with texts of numbers", () => {
  expect(number({ latitude: -23.5 }, "latitude")).toBe(-23.5);
  expect(number({ latitude: "-23.5" }, "latitude")).toBe(-23.5);
});

test("a tapped button and a chosen row say their title", () => {
  expect(replyOf({ type: "button_reply", button_reply: { id: "1", title: "Sim" } })).toMatchObject({
    kind: "button",
    title: "Sim",
  });
  const row = {
    type: "list_reply",
    list_reply: { id: "1", title: "Quinta", description: "Dr. Paulo" },
  };
  expect(replyOf(row)).toMatchObject({ kind: "list", title: "Quinta", description: "Dr. Paulo" });
});

test("a form gives its fields, without Meta's token", () => {
  const form = { nfm_reply: { response_json: '{"nome":"Júlia","itens":[1],"flow_token":"x"}' } };
  expect(replyOf(form).fields).toEqual([
    ["nome", "Júlia"],
    ["itens", "[1]"],
  ]);
});

test("a form whose answer is no object, or no JSON, is shown as far as it goes", () => {
  expect(replyOf({ nfm_reply: { response_json: "7" } }).fields).toEqual([]);
  expect(replyOf({ nfm_reply: { response_json: "{" } }).fields).toEqual([["", "{"]]);
});

test("a contact without a name goes by the phone", () => {
  expect(cardsOf([{ phones: [{ phone: "+55 11 9" }] }])).toEqual([
    { name: "+55 11 9", phone: "+55 11 9", org: "" },
  ]);
});

test("choices are buttons and list rows alike", () => {
  const buttons = { action: { buttons: [{ reply: { id: "a", title: "A" } }] } };
  const rows = { action: { sections: [{ rows: [{ id: "b", title: "B" }] }] } };
  expect(choicesOf(buttons)).toEqual([{ id: "a", label: "A" }]);
  expect(choicesOf(rows)).toEqual([{ id: "b", label: "B" }]);
});
