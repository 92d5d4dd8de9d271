import { describe, expect, test } from "vitest";
import { type Inline, inline, isOnlyEmoji, parse, plain } from "./formatting";

/** Written back with tags, so that a test reads like the message. */
function shown(pieces: Inline[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === "mark") return `<${piece.mark}>${shown(piece.children)}</${piece.mark}>`;
      if (piece.kind === "link") return `[${piece.text}](${piece.href})`;
      if (piece.kind === "code") return `<code>${piece.text}</code>`;
      return piece.text;
    })
    .join("");
}

describe("within a line", () => {
  test.each([
    ["oi *Júlia*!", "oi <bold>Júlia</bold>!"],
    ["_com calma_ e ~sem pressa~", "<italic>com calma</italic> e <strike>sem pressa</strike>"],
    ["*_as duas_*", "<bold><italic>as duas</italic></bold>"],
    ["use `SP-204` aqui", "use <code>SP-204</code> aqui"],
    ["antes ```x = 1``` depois", "antes <code>x = 1</code> depois"],
    ["2 * 3 * 4", "2 * 3 * 4"],
    ["snake_case_name", "snake_case_name"],
    ["* solto", "* solto"],
    ["**", "**"],
    ["*a*b*", "<bold>a*b</bold>"],
    ["`*não*`", "<code>*não*</code>"],
    ["veja https://a.example/x_y_z.", "veja [https://a.example/x_y_z](https://a.example/x_y_z)."],
    ["www.a.example, ok", "[www.a.example](https://www.a.example), ok"],
    ["*https://a.example*", "<bold>[https://a.example](https://a.example)</bold>"],
    ["javascript:alert(1)", "javascript:alert(1)"],
  ])("%j", (text, expected) => {
    expect(shown(inline(text))).toBe(expected);
  });
});

test("blocks of code, items and quotes stand on lines of their own", () => {
  const kinds = parse("oi\n- um\n2. dois\n> antes\n```\nx\ny\n```\nfim").map((block) => block.kind);
  expect(kinds).toEqual(["line", "item", "item", "quote", "code", "line"]);
});

test("code keeps its lines", () => {
  expect(parse("```a\n  b```")).toEqual([{ kind: "code", text: "a\n  b" }]);
});

test("an empty text is an empty line", () => {
  expect(parse("")).toEqual([{ kind: "line", children: [] }]);
});

test("a preview has the words only", () => {
  expect(plain("*Oi*\n\n- um `x`\n```y```")).toBe("Oi • um x y");
});

test("long text of signs is read in reasonable time", () => {
  const begun = performance.now();
  parse("*a _b ~c ".repeat(450));
  expect(performance.now() - begun).toBeLessThan(500);
});

test.each([
  ["👏👏", true],
  ["👍🏽", true],
  ["👨‍👩‍👧", true],
  ["🇧🇷", true],
  ["😀😀😀😀", false],
  ["ok 👍", false],
  ["1", false],
  ["", false],
])("only emoji: %j is %j", (text, expected) => {
  expect(isOnlyEmoji(text)).toBe(expected);
});
