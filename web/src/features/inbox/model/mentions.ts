/** A piece of a note: words, or somebody's name with the sign before it. */
export interface NotePiece {
  key: string;
  words: string;
  isMention: boolean;
}

/** The note with the people it mentions set apart. */
export function splitMentions(body: string, names: readonly string[]): NotePiece[] {
  const pieces: NotePiece[] = [];
  let from = 0;
  const push = (to: number, isMention: boolean) => {
    if (to > from) pieces.push({ key: `${from}`, words: body.slice(from, to), isMention });
    from = to;
  };
  for (let at = body.indexOf("@"); at !== -1; at = body.indexOf("@", at + 1)) {
    const name = longestFirst(names).find((one) => body.startsWith(one, at + 1));
    if (name === undefined) continue;
    push(at, false);
    push(at + 1 + name.length, true);
  }
  push(body.length, false);
  return pieces;
}

/** Who is mentioned in it: the ids of those whose name stands behind an `@`. */
export function mentionedIn(
  body: string,
  people: readonly { id: string; name: string }[],
): string[] {
  const found = splitMentions(
    body,
    people.map(({ name }) => name),
  ).filter(({ isMention }) => isMention);
  return people
    .filter(({ name }) => found.some(({ words }) => words === `@${name}`))
    .map(({ id }) => id);
}

/** What is being typed behind the last `@` before the caret; null when no name is being typed. */
export function mentionQuery(body: string, caret: number): string | null {
  const typed = /(?:^|\s)@([\p{L}\p{N} ]{0,30})$/u.exec(body.slice(0, caret));
  return typed?.[1] ?? null;
}

function longestFirst(names: readonly string[]): string[] {
  return [...names].sort((one, other) => other.length - one.length);
}
