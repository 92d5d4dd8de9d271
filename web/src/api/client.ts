import createClient from "openapi-fetch";
import { FACTOR_MISSING, OFFLINE, Problem, problemOf, STEP_UP, SUSPENDED } from "./problem";
import { freshToken, renew } from "./renew";
import type { paths } from "./schema.gen";
import { session } from "./session";
import { stepUp } from "./stepUp";

/**
 * The server, typed from its own description. Failures are thrown as `Problem`, so `take(api.GET(…))` is the data or throws.
 * Calls carry the access token, the tenant and the language; one that meets an ended token is renewed and made again once, and so
 * is one that asks who is there, after the answer.
 */
export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? "",
  fetch: guarded,
});

/** The data of an answer. */
export async function take<Data>(answer: Promise<{ data?: Data }>): Promise<Data> {
  return (await answer).data as Data;
}

async function guarded(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await answered(request);
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.slug === STEP_UP && (await stepUp.ask())) {
    const second = await answered(again);
    if (second.ok) return second;
    throw await problemOf(second);
  }
  if (problem.slug === SUSPENDED) session.suspend(true);
  if (problem.slug === FACTOR_MISSING) session.lackFactor(true);
  throw problem;
}

async function answered(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await send(request, await freshToken());
  if (response.status !== 401 || session.get().phase !== "in" || !(await renew())) return response;
  return send(again, session.token()?.text ?? null);
}

async function send(request: Request, token: string | null): Promise<Response> {
  if (token) request.headers.set("Authorization", `Bearer ${token}`);
  const { tenant } = session.get();
  if (tenant) request.headers.set("X-Tenant-Id", tenant.id);
  request.headers.set("Accept-Language", document.documentElement.lang);
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new Problem({ slug: OFFLINE });
  }
}
