import { marked } from "../model/marked";

/** A text with the words that were searched for standing out. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  return marked(text, words).map(({ text: piece, found, at }) =>
    found ? (
      <mark key={at} className="rounded-xs bg-accent-soft font-medium text-accent-text">
        {piece}
      </mark>
    ) : (
      <span key={at}>{piece}</span>
    ),
  );
}
