/** What the address bar says of who comes back from a provider, or of why nobody does. */
export interface Arrival {
  provider: string;
  /** Signs in, once, in this browser. */
  ticket?: string | undefined;
  /** Why there is none, in a word of the server's. */
  fault?: string | undefined;
}

/** Reads it; the page that has shown itself takes it out of the address bar by `forgetArrival`. */
export function readArrival(): Arrival | null {
  const told = new URLSearchParams(location.hash.slice(1));
  const provider = told.get("provider");
  if (!provider) return null;
  return {
    provider,
    ticket: told.get("ticket") ?? undefined,
    fault: told.get("fault") ?? undefined,
  };
}

/** A ticket stays in no history. */
export function forgetArrival() {
  if (!readArrival()) return;
  history.replaceState(history.state, "", location.pathname + location.search);
}

/** Where somebody goes who signs in there. */
export function startOf(provider: string, to?: string): string {
  const query = to ? `?${new URLSearchParams({ to })}` : "";
  return `/api/v1/auth/providers/${provider}/start${query}`;
}

const FAULTS = ["over", "denied", "refused", "away", "taken", "busy", "failed"] as const;

/** The text for a word of the server's; one for words that are not known. */
export function faultKey(fault: string) {
  const known = FAULTS.find((one) => one === fault) ?? "failed";
  return `fault.${known}` as const;
}
