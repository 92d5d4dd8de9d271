import { fold } from "@/lib/fold"; /** What is being typed behind a `/` that begins a word. */
export interface SlashQuery {
  /** Where the slash stands. */
  from: number;
  words: string;
}

interface Reply {
  shortcut: string;
  body: string;
}

/** What is typed behind the slash before the caret; null when no reply is being asked for. */
export function slashQuery(text: string, caret: number): SlashQuery | null {
  const words = /(?:^|\s)\/([^\s/]{0,40})$/u.exec(text.slice(0, caret))?.[1];
  return words === undefined ? null : { from: caret - words.length - 1, words };
}

/** The replies that fit: first those whose shortcut begins so, then those that have it in the shortcut, then in the text. */
export function matching<Row extends Reply>(replies: readonly Row[], words: string): Row[] {
  const sought = fold(words);
  return replies
    .map((reply) => ({ reply, rank: rankOf(reply, sought) }))
    .filter(({ rank }) => rank < 3)
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ reply }) => reply);
}

function rankOf({ shortcut, body }: Reply, sought: string): number {
  const place = fold(shortcut).indexOf(sought);
  if (place === 0) return 0;
  if (place > 0) return 1;
  return fold(body).includes(sought) ? 2 : 3;
}
