import { list, part, text as textOf } from "@/features/inbox/model/content";
import type { Values } from "./fields";
import { PLACEHOLDER } from "./template";

/** Stand around a value within a text that is still to be parsed for bold and the like: no keyboard writes them. */
const OPEN = "\uE000";
const MISSING = "\uE001";
const CLOSE = "\uE002";
const MARKED = /([\uE000\uE001])([^\uE002]*)\uE002/gu;

export interface Piece {
  kind: "plain" | "filled" | "missing";
  text: string;
}

/** The words with their values, each marked as filled in or missing. */
export function fill(words: string, where: "header" | "body", values: Values): string {
  return words.replace(PLACEHOLDER, (braces, name: string) => {
    const value = (values[`${where}.${name}`] ?? "").trim();
    return value === "" ? `${MISSING}${braces}${CLOSE}` : `${OPEN}${value}${CLOSE}`;
  });
}

/** The marked text in pieces, to be drawn. */
export function piecesOf(marked: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of marked.matchAll(MARKED)) {
    if (found.index > from) pieces.push({ kind: "plain", text: marked.slice(from, found.index) });
    pieces.push({ kind: found[1] === OPEN ? "filled" : "missing", text: found[2] ?? "" });
    from = found.index + found[0].length;
  }
  if (from < marked.length) pieces.push({ kind: "plain", text: marked.slice(from) });
  return pieces;
}

/** The values that a sent message carries, by the key of their field: the way back from Meta's object. */
export function valuesIn(message: unknown): Record<string, string> {
  const values: Record<string, string> = {};
  for (const component of list(message, "components")) {
    const where = textOf(component, "type").toLowerCase();
    list(component, "parameters").forEach((parameter, index) => {
      const type = textOf(parameter, "type");
      if (type === "text" && where !== "button")
        values[`${where}.${textOf(parameter, "parameter_name") || index + 1}`] = textOf(
          parameter,
          "text",
        );
      if (where === "header" && type !== "text")
        Object.assign(values, fileValues(part(parameter, type)));
    });
  }
  return values;
}

function fileValues(file: unknown): Record<string, string> {
  return {
    "header.link": textOf(file, "link"),
    "header.fileName": textOf(file, "filename"),
    "header.name": textOf(file, "name"),
    "header.address": textOf(file, "address"),
  };
}
