import { OFFLINE, Problem, problemOf } from "./problem";
import { rememberedTenant, session } from "./session";
import type { SignedIn } from "./types";

/** Renewed so long before the token runs out. */
const MARGIN_MS = 30_000;

let inFlight: Promise<boolean> | null = null;

/** A living access token, renewed first when it is about to run out; null when nobody is signed in. */
export async function freshToken(): Promise<string | null> {
  const token = session.token();
  if (token && token.endsAt - Date.now() > MARGIN_MS) return token.text;
  if (session.get().phase !== "in" && session.get().phase !== "starting") return null;
  return (await renew()) ? (session.token()?.text ?? null) : null;
}

/**
 * Exchanges the cookie for a fresh access token; false when the session is over. One at a time in this tab, and, where the
 * browser has locks, in all tabs. Throws when the server cannot be asked.
 */
export function renew(): Promise<boolean> {
  inFlight ??= alone(exchange).finally(() => {
    inFlight = null;
  });
  return inFlight;
}

// Locks exist in secure contexts only. Without them two tabs may renew at once, which the server forgives for 30 seconds.
function alone<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request("recado.renew", work) : work();
}

async function exchange(): Promise<boolean> {
  let response = await ask(rememberedTenant());
  // The tenant chosen on this device may not be this person's any more.
  if (response.status === 404) response = await ask(null);
  if (response.status === 401) {
    session.expire();
    return false;
  }
  if (!response.ok) throw await problemOf(response);
  session.begin((await response.json()) as SignedIn);
  return true;
}

async function ask(tenant: string | null): Promise<Response> {
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  if (tenant) headers["X-Tenant-Id"] = tenant;
  try {
    return await fetch("/api/v1/auth/refresh", { method: "POST", headers, body: "{}" });
  } catch {
    throw new Problem({ slug: OFFLINE });
  }
}
