/** What the address of the log says. */
export interface LogSearch {
  /** What went out; else what came in. */
  way?: "out";
  from?: string;
  to?: string;
  number?: string;
  outcome?: string;
  /** Meta's field of what came in, the operation of what went out. */
  kind?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const OUTCOMES = {
  in: ["projected", "stored", "pending", "quarantined"],
  out: ["accepted", "rejected", "failed", "open"],
} as const;

/** The address as a person or a link wrote it: what is not understood is left out. */
export function readLogSearch(given: Record<string, unknown>): LogSearch {
  const search: LogSearch = {};
  const text = (name: string) => (typeof given[name] === "string" ? given[name] : "");
  if (text("way") === "out") search.way = "out";
  if (DAY.test(text("from"))) search.from = text("from");
  if (DAY.test(text("to"))) search.to = text("to");
  if (text("number")) search.number = text("number");
  if (text("kind")) search.kind = text("kind");
  const outcomes: readonly string[] = OUTCOMES[search.way ?? "in"];
  if (outcomes.includes(text("outcome"))) search.outcome = text("outcome");
  return search;
}
