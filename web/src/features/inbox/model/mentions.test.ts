import { expect, test } from "vitest";
import { mentionedIn, mentionQuery, splitMentions } from "./mentions";

const people = [
  { id: "usr_1", name: "Ana" },
  { id: "usr_2", name: "Ana Prado" },
  { id: "usr_3", name: "Bruno" },
];

test("of names that begin alike the longest is meant", () => {
  expect(mentionedIn("@Ana Prado pode ver?", people)).toEqual(["usr_2"]);
  expect(mentionedIn("@Ana, @Bruno", people)).toEqual(["usr_1", "usr_3"]);
});

test("an address is no mention", () => {
  expect(mentionedIn("escreva a bruno@Loja ou ana", people)).toEqual([]);
});

test("the pieces are the note", () => {
  const pieces = splitMentions("oi @Bruno!", ["Bruno"]);
  expect(pieces.map(({ words }) => words)).toEqual(["oi ", "@Bruno", "!"]);
  expect(pieces.map(({ isMention }) => isMention)).toEqual([false, true, false]);
});

test("a name is asked for while it is typed", () => {
  expect(mentionQuery("oi @", 4)).toBe("");
  expect(mentionQuery("oi @an", 6)).toBe("an");
  expect(mentionQuery("oi an", 5)).toBeNull();
  expect(mentionQuery("a@b", 3)).toBeNull();
});
