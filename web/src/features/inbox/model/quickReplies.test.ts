import { expect, test } from "vitest";
import { matching, slashQuery } from "./quickReplies";

test("a slash at the start of a word asks for a reply", () => {
  expect(slashQuery("/", 1)).toEqual({ from: 0, words: "" });
  expect(slashQuery("Oi /pré", 7)).toEqual({ from: 3, words: "pré" });
  expect(slashQuery("Oi\n/p", 5)).toEqual({ from: 3, words: "p" });
});

test("a slash within a word, or a word that has ended, asks for nothing", () => {
  expect(slashQuery("e/ou", 4)).toBeNull();
  expect(slashQuery("https://x", 9)).toBeNull();
  expect(slashQuery("/oi tudo", 8)).toBeNull();
});

test("shortcuts come before texts, case and accents aside", () => {
  const replies = [
    { shortcut: "horario", body: "Veja a localização" },
    { shortcut: "minha-loja", body: "" },
    { shortcut: "Localização", body: "" },
    { shortcut: "pix", body: "Chave" },
  ];
  const found = (words: string) => matching(replies, words).map(({ shortcut }) => shortcut);
  expect(found("LO")).toEqual(["Localização", "minha-loja", "horario"]);
  expect(found("")).toHaveLength(4);
  expect(found("xyz")).toEqual([]);
});
