import { expect, test } from "vitest";
import { named } from "./named";

const ALL = [
  { label: "Próxima conversa", group: "Conversas" },
  { label: "Mais ações", group: "3 selecionadas" },
];

test("case, accents and the order of words never matter", () => {
  expect(named(ALL, "CONVERSA proxima")).toEqual([ALL[0]]);
  expect(named(ALL, " acoes ")).toEqual([ALL[1]]);
});

test("every word must be there; nothing typed is everything", () => {
  expect(named(ALL, "próxima ações")).toEqual([]);
  expect(named(ALL, " ")).toEqual(ALL);
});
