import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { api, take } from "./client";
import { OFFLINE, Problem } from "./problem";
import { session } from "./session";

const ana = {
  id: "usr_1",
  name: "Ana",
  email: "ana@shop.example",
  isSuperAdmin: false,
  role: "agent",
};
const shop = {
  id: "ten_1",
  slug: "shop",
  name: "Shop",
  role: "agent",
  timeZone: "America/Sao_Paulo",
};
let tokens = 0;

const signedIn = () => ({
  accessToken: `token-${++tokens}`,
  expiresIn: 900,
  user: ana,
  tenants: [shop],
});
const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": status < 400 ? "application/json" : "application/problem+json" },
  });
const refused = (status: number, slug: string) =>
  json(
    { type: `/problems/${slug}`, title: slug, status, detail: "why", instance: "req_1" },
    status,
  );

/** A server that answers as the test wants; refreshes are answered by `refresh`. */
function serve(answer: (request: Request) => Response, refresh = () => json(signedIn())) {
  const fetched = vi.fn(async (input: Request | string) => {
    if (typeof input === "string") return refresh();
    return answer(input);
  });
  vi.stubGlobal("fetch", fetched);
  return {
    refreshes: () => fetched.mock.calls.filter(([input]) => typeof input === "string").length,
    calls: () =>
      fetched.mock.calls.flatMap(([input]) => (typeof input === "string" ? [] : [input])),
  };
}

const me = () => take(api.GET("/api/v1/users/me"));

beforeEach(() => {
  tokens = 0;
  session.begin(signedIn() as never);
});
afterEach(() => {
  session.end();
  vi.unstubAllGlobals();
});

test("a call carries token, tenant and language", async () => {
  document.documentElement.lang = "es";
  const server = serve(() => json(ana));
  expect(await me()).toEqual(ana);
  const headers = server.calls()[0]?.headers;
  expect(headers?.get("Authorization")).toBe("Bearer token-1");
  expect(headers?.get("X-Tenant-Id")).toBe("ten_1");
  expect(headers?.get("Accept-Language")).toBe("es");
});

test("a token about to run out is renewed first, once for all who ask", async () => {
  session.begin({ ...signedIn(), expiresIn: 5 } as never);
  const server = serve(() => json(ana));
  await Promise.all([me(), me(), me()]);
  expect(server.refreshes()).toBe(1);
  expect(new Set(server.calls().map(({ headers }) => headers.get("Authorization")))).toEqual(
    new Set(["Bearer token-3"]),
  );
});

test("a token that is not taken any more is renewed, and the call made again", async () => {
  const server = serve(({ headers }) =>
    headers.get("Authorization") === "Bearer token-1" ? refused(401, "unauthenticated") : json(ana),
  );
  expect(await me()).toEqual(ana);
  expect(server.refreshes()).toBe(1);
});

test("a session that is over asks for the password and keeps who it was", async () => {
  serve(
    () => refused(401, "unauthenticated"),
    () => refused(401, "unauthenticated"),
  );
  await expect(me()).rejects.toMatchObject({ slug: "unauthenticated" });
  expect(session.get()).toMatchObject({ phase: "expired", user: { id: "usr_1" } });
});

test("a refusal is a problem with its fields and the request to name", async () => {
  const body = {
    type: "/problems/validation-failed",
    title: "t",
    status: 422,
    detail: "d",
    instance: "req_7",
    errors: [{ pointer: "/name", detail: "too long" }],
  };
  serve(() => json(body, 422));
  const problem = await me().catch((error: unknown) => error as Problem);
  expect(problem).toBeInstanceOf(Problem);
  expect(problem).toMatchObject({
    slug: "validation-failed",
    requestId: "req_7",
    isPassing: false,
  });
  expect((problem as Problem).field("/name")).toBe("too long");
});

test("no network is said as such", async () => {
  serve(() => {
    throw new TypeError("Failed to fetch");
  });
  await expect(me()).rejects.toMatchObject({ slug: OFFLINE, isPassing: true });
});
