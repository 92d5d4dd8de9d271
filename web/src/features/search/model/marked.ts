import { fold } from "@/lib/fold";

/** So many words the server looks for at once. */
const MOST_WORDS = 8;
/** So much is shown before the first word that was found. */
const BEFORE = 24;

/** A stretch of a text, and whether it is one of the words that were searched for. */
export interface Stretch {
  text: string;
  found: boolean;
  /** Where it begins. */
  at: number;
}

/** The words of what was typed, as the server compares them; those beyond what it takes are left out. */
export function wordsOf(typed: string): string[] {
  return tokens(typed)
    .slice(0, MOST_WORDS)
    .map(({ text }) => fold(text));
}

/** A message with the words that were found in it; begins shortly before the first of them. */
export function marked(text: string, words: readonly string[]): Stretch[] {
  const hits = tokens(text).filter((token) => words.includes(fold(token.text)));
  const first = hits[0];
  const start = first === undefined || first.at <= BEFORE ? 0 : wordStart(text, first.at - BEFORE);
  const stretches: Stretch[] = start > 0 ? [{ text: "… ", found: false, at: -1 }] : [];
  let at = start;
  for (const hit of hits) {
    if (hit.at > at) stretches.push({ text: text.slice(at, hit.at), found: false, at });
    stretches.push({ ...hit, found: true });
    at = hit.at + hit.text.length;
  }
  if (at < text.length) stretches.push({ text: text.slice(at), found: false, at });
  return stretches;
}

function tokens(text: string) {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map((token) => ({
    text: token[0],
    at: token.index,
  }));
}

/** The next beginning of a word, so that none is cut. */
function wordStart(text: string, from: number): number {
  const space = text.slice(from).search(/\s\S/u);
  return space === -1 ? from : from + space + 1;
}
