/** Hues far enough apart to be told from each other, and off the ones that mean a state. */
const HUES = [20, 60, 95, 130, 165, 200, 225, 250, 290, 330] as const;

/** The hue of a person or tag: always the same for the same id. */
export function hueOf(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return HUES[sum % HUES.length] ?? HUES[0];
}

/** First letters of the first and last word; of a bare number its last two digits. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/\s+/u)
    .filter((word) => /\p{L}/u.test(word));
  const first = words[0];
  if (first === undefined) return name.replace(/\D/gu, "").slice(-2) || "?";
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  return (letterOf(first) + (last === undefined ? "" : letterOf(last))).toUpperCase();
}

function letterOf(word: string): string {
  return /\p{L}/u.exec(word)?.[0] ?? "";
}
