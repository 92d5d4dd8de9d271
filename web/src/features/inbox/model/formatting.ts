/** WhatsApp's way of writing: `*bold*`, `_italic_`, `~strike~`, code, lists, quotes and links. */
export type Mark = "bold" | "italic" | "strike";

export type Inline =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "link"; text: string; href: string }
  | { kind: "mark"; mark: Mark; children: Inline[] };

export type Block =
  | { kind: "line"; children: Inline[] }
  | { kind: "quote"; children: Inline[] }
  | { kind: "item"; bullet: string; children: Inline[] }
  | { kind: "code"; text: string };

const MARKS: Record<string, Mark> = { "*": "bold", _: "italic", "~": "strike" };
const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"']+/giu;
const FENCE = /```([\s\S]+?)```/gu;

/** The blocks of a message's text, in order. */
export function parse(text: string): Block[] {
  const blocks: Block[] = [];
  let from = 0;
  for (const fence of text.matchAll(FENCE)) {
    const before = text.slice(from, fence.index);
    const startsLine = before === "" || before.endsWith("\n");
    const after = text[fence.index + fence[0].length];
    if (!startsLine || (after !== undefined && after !== "\n")) continue;
    if (before !== "") pushLines(blocks, before.replace(/\n$/u, ""));
    blocks.push({ kind: "code", text: (fence[1] ?? "").replace(/^\n|\n$/gu, "") });
    from = fence.index + fence[0].length + (after === undefined ? 0 : 1);
  }
  if (from < text.length || blocks.length === 0) pushLines(blocks, text.slice(from));
  return blocks;
}

function pushLines(blocks: Block[], text: string) {
  for (const line of text.split("\n")) blocks.push(blockOf(line));
}

function blockOf(line: string): Block {
  const item = /^(?:[*-] |(\d{1,3})\. )(.+)$/u.exec(line);
  if (item !== null) {
    return {
      kind: "item",
      bullet: item[1] === undefined ? "•" : `${item[1]}.`,
      children: inline(item[2] ?? ""),
    };
  }
  if (line.startsWith("> ")) return { kind: "quote", children: inline(line.slice(2)) };
  return { kind: "line", children: inline(line) };
}

/** What stands within a line. */
export function inline(text: string): Inline[] {
  const found = firstSpan(text);
  if (found === null) return links(text);
  const { from, to, made } = found;
  return [...links(text.slice(0, from)), made, ...inline(text.slice(to))];
}

interface Span {
  from: number;
  to: number;
  made: Inline;
}

/** The first pair of signs that means something; inside a link none does. */
function firstSpan(text: string): Span | null {
  const taken = [...text.matchAll(LINK)].map(
    (link) => [link.index, link.index + link[0].length] as const,
  );
  for (let from = 0; from < text.length; from += 1) {
    if (taken.some(([start, end]) => from >= start && from < end)) continue;
    const span = codeAt(text, from) ?? markAt(text, from);
    if (span !== null) return span;
  }
  return null;
}

function codeAt(text: string, from: number): Span | null {
  const fence = text.startsWith("```", from) ? "```" : "`";
  if (!text.startsWith(fence, from)) return null;
  const end = text.indexOf(fence, from + fence.length);
  if (end <= from + fence.length) return null;
  return {
    from,
    to: end + fence.length,
    made: { kind: "code", text: text.slice(from + fence.length, end) },
  };
}

function markAt(text: string, from: number): Span | null {
  const sign = text[from] ?? "";
  const mark = MARKS[sign];
  if (mark === undefined || isWord(text[from - 1]) || isSpace(text[from + 1])) return null;
  for (let end = text.indexOf(sign, from + 2); end !== -1; end = text.indexOf(sign, end + 1)) {
    if (isSpace(text[end - 1]) || isWord(text[end + 1])) continue;
    return {
      from,
      to: end + 1,
      made: { kind: "mark", mark, children: inline(text.slice(from + 1, end)) },
    };
  }
  return null;
}

function isWord(letter: string | undefined): boolean {
  return letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
}

function isSpace(letter: string | undefined): boolean {
  return letter === undefined || /\s/u.test(letter);
}

function links(text: string): Inline[] {
  const made: Inline[] = [];
  let from = 0;
  for (const link of text.matchAll(LINK)) {
    const shown = link[0].replace(/[.,;:!?)\]}*_~]+$/u, "");
    if (link.index > from) made.push({ kind: "text", text: text.slice(from, link.index) });
    made.push({
      kind: "link",
      text: shown,
      href: /^https?:/iu.test(shown) ? shown : `https://${shown}`,
    });
    from = link.index + shown.length;
  }
  if (from < text.length) made.push({ kind: "text", text: text.slice(from) });
  return made;
}

/** The text without its signs, for previews of one line. */
export function plain(text: string): string {
  return parse(text).map(plainBlock).join(" ").replace(/\s+/gu, " ").trim();
}

function plainBlock(block: Block): string {
  if (block.kind === "code") return block.text;
  const words = block.children.map(plainInline).join("");
  return block.kind === "item" ? `${block.bullet} ${words}` : words;
}

function plainInline(piece: Inline): string {
  return piece.kind === "mark" ? piece.children.map(plainInline).join("") : piece.text;
}

/** Up to three emoji and nothing else: shown large, as on the phone. */
export function isOnlyEmoji(text: string): boolean {
  const letters = [...new Intl.Segmenter().segment(text.trim())].map(({ segment }) => segment);
  return (
    letters.length > 0 &&
    letters.length <= 3 &&
    letters.every((letter) => /^\p{Extended_Pictographic}|^\p{RI}{2}$/u.test(letter))
  );
}
