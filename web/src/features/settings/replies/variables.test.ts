import { expect, test } from "vitest";
import { piecesOf, unknownIn } from "./variables";

test("a text falls into words and variables, however they are spaced", () => {
  expect(piecesOf("Oi, {{ contact.firstName }}!\nSou {{agent.name}}")).toEqual([
    { kind: "words", text: "Oi, " },
    { kind: "blank", variable: "contact.firstName" },
    { kind: "words", text: "!\nSou " },
    { kind: "blank", variable: "agent.name" },
  ]);
});

test("braces that are never closed are words", () => {
  expect(piecesOf("Oi {{contact.name")).toEqual([{ kind: "words", text: "Oi {{contact.name" }]);
});

test("what is no variable is named once", () => {
  expect(unknownIn("{{nome}} {{contact.name}} {{nome}} {{}}")).toEqual(["nome", ""]);
});
