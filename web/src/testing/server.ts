import { vi } from "vitest";

/** A call that the page made. */
export interface Call {
  /** `POST /tags`, without query. */
  what: string;
  query: Record<string, string>;
  body: unknown;
}

/** What the server answers to a call: data, or a whole response. */
type Answer = unknown | Response;

/** Stands in for the server: answers by `METHOD /path` below `/api/v1`, and remembers what it was asked. */
export function fakeServer(answers: Record<string, (call: Call) => Answer>): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const url = new URL(request.url);
    const text = await request.text();
    const call: Call = {
      what: `${request.method} ${url.pathname.replace("/api/v1", "")}`,
      query: Object.fromEntries(url.searchParams),
      body: text ? JSON.parse(text) : undefined,
    };
    calls.push(call);
    const answer = answers[call.what];
    if (!answer) return refusal(404, "not-found", "not found");
    const given = answer(call);
    if (given instanceof Response) return given;
    return given === undefined ? new Response(null, { status: 204 }) : Response.json(given);
  });
  return calls;
}

/** A problem as the server tells it. */
export function refusal(
  status: number,
  slug: string,
  title: string,
  errors: { pointer: string; detail: string }[] | null = null,
): Response {
  const body = {
    type: `/problems/${slug}`,
    title,
    status,
    detail: title,
    instance: "req_1",
    errors,
  };
  return Response.json(body, { status, headers: { "Content-Type": "application/problem+json" } });
}
