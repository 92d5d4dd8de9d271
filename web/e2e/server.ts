import { OWNER, type World } from "./world";

const tokens = new WeakMap<World, Promise<string>>();

/** What a journey asks of the server directly, to prepare or to check. */
export async function asOwner<Answer>(world: World, method: string, path: string, body?: unknown) {
  const signedIn = tokens.get(world) ?? tokenOf(world, OWNER.email, OWNER.password);
  tokens.set(world, signedIn);
  return call<Answer>(world, method, path, { token: await signedIn, body });
}

export async function tokenOf(world: World, email: string, password: string): Promise<string> {
  const answer = await call<{ accessToken: string }>(world, "POST", "/auth/login", {
    body: { email, password },
  });
  return answer.accessToken;
}

/** Makes somebody a member of the tenant, with the password of all journeys. */
export async function addPerson(world: World, email: string, name: string, role: string) {
  await asOwner(world, "POST", "/users", { email, name, role, password: OWNER.password });
  return { email, password: OWNER.password };
}

interface CallParts {
  token?: string;
  body?: unknown;
}

export async function call<Answer>(
  world: World,
  method: string,
  path: string,
  { token, body }: CallParts,
): Promise<Answer> {
  const response = await fetch(`${world.url}/api/v1${path}`, {
    method,
    headers: {
      "Content-Type": "application/json",
      ...(token && { Authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return (text ? JSON.parse(text) : null) as Answer;
}
