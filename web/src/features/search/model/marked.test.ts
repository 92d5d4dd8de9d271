import { expect, test } from "vitest";
import { marked, wordsOf } from "./marked";

const shown = (text: string, typed: string) =>
  marked(text, wordsOf(typed))
    .map(({ text: piece, found }) => (found ? `[${piece}]` : piece))
    .join("");

test("whole words are marked, whatever their case and accents", () => {
  expect(shown("A ENTREGA é amanhã; entregador não", "amanha entrega")).toBe(
    "A [ENTREGA] é [amanhã]; entregador não",
  );
});

test("a long text begins shortly before what was found, at a word", () => {
  const text = `${"muita conversa antes disso ".repeat(4)}o boleto chegou`;
  expect(shown(text, "boleto")).toBe("… conversa antes disso o [boleto] chegou");
});

test("a text without any of the words is shown from its beginning", () => {
  expect(shown("Modelo de boas-vindas", "boleto")).toBe("Modelo de boas-vindas");
  expect(marked("", ["boleto"])).toEqual([]);
});

test("no more words are asked for than the server takes, and signs are none", () => {
  expect(wordsOf("a, b. c d e f g h i j")).toEqual(["a", "b", "c", "d", "e", "f", "g", "h"]);
  expect(wordsOf(" !? 😀 ")).toEqual([]);
});
