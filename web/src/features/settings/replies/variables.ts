// i18n-uses settingsDesk:variable.*
/** What a quick reply may leave to be filled in, as the server knows it. */
export const VARIABLES = [
  "contact.name",
  "contact.firstName",
  "contact.phone",
  "contact.email",
  "contact.company",
  "agent.name",
  "agent.firstName",
  "tenant.name",
  "number.phone",
] as const;

export type Variable = (typeof VARIABLES)[number];

/** A piece of a text: words, a variable, or something in double braces that is none. */
export type Piece =
  | { kind: "words"; text: string }
  | { kind: "blank"; variable: Variable }
  | { kind: "unknown"; text: string };

const BRACES = /\{\{(.*?)\}\}/s;

export function piecesOf(body: string): Piece[] {
  return body
    .split(new RegExp(BRACES, "gs"))
    .map((text, place): Piece => {
      if (place % 2 === 0) return { kind: "words", text };
      const variable = VARIABLES.find((known) => known === text.trim());
      return variable ? { kind: "blank", variable } : { kind: "unknown", text: text.trim() };
    })
    .filter((piece) => piece.kind !== "words" || piece.text !== "");
}

/** Those of a text that nobody sends. */
export const UNATTENDED: readonly Variable[] = VARIABLES.filter(
  (variable) => !variable.startsWith("agent."),
);

/** What stands in double braces and is none of these variables, each once. */
export function unknownIn(body: string, known: readonly Variable[] = VARIABLES): string[] {
  const names = piecesOf(body).flatMap((piece) => {
    if (piece.kind === "unknown") return [piece.text];
    return piece.kind === "blank" && !known.includes(piece.variable) ? [piece.variable] : [];
  });
  return [...new Set(names)];
}

/** The variables that stand in it, each once. */
export function blanksIn(body: string): Variable[] {
  const names = piecesOf(body).flatMap((piece) => (piece.kind === "blank" ? [piece.variable] : []));
  return [...new Set(names)];
}

/** The key of a variable's name in the texts. */
export function variableKey(variable: Variable) {
  return `variable.${variable.replace(".", "_") as "contact_name"}` as const;
}
