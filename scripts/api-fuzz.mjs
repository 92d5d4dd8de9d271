// Prepares a run of Schemathesis on the demo in the folder that is the argument: a second company, the people to try as (people.yaml,
// a Web Fuzzing Commons file; YAML takes JSON), and the description without what the run must not vary.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const demo = JSON.parse(readFileSync(join(folder, "demo/demo.json"), "utf8"));
const EXAMPLE_ID = "01h455vb4pex5vsknk084sn02q";

async function post(path, body, token) {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  const answer = await fetch(`${demo.url}/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

const token = async ({ email, password }) => (await post("/auth/login", { email, password })).accessToken;

/** Signs in by the API; the token goes into a header. */
const person = (name, { email, password }) => ({
  name,
  loginEndpointAuth: {
    endpoint: "/api/v1/auth/login",
    verb: "POST",
    contentType: "application/json",
    payloadRaw: JSON.stringify({ email, password }),
    token: { extractFrom: "body", extractSelector: "/accessToken", sendIn: "header", sendName: "Authorization", sendTemplate: "Bearer {token}" },
  },
});

const [owner, supervisor, agent] = ["owner", "supervisor", "agent"].map((role) => demo.users.find((user) => user.role === role));
const baker = { email: "baker@bakery.example", name: "Baker", password: crypto.randomUUID() };
const signedIn = await token(owner);
await post("/tenants", { slug: "bakery", name: "Bakery", owner: baker }, signedIn);

/** One id of each kind that the first company has, as `con` → `con_01k…`: what its lists answer. */
async function realIds(paths) {
  const found = {};
  for (const path of paths) {
    const answer = await fetch(demo.url + path, { headers: { Authorization: `Bearer ${signedIn}` } });
    for (const [id, kind] of (await answer.text()).matchAll(/\b([a-z]{3})_[0-9a-z]{26}\b/g)) found[kind] ??= id;
  }
  return found;
}

// Everybody here belongs to one company, which the token names. With the header each call would name a company that does not exist.
const description = JSON.parse(readFileSync("docs/openapi.json", "utf8"));
for (const path of Object.values(description.paths))
  for (const part of [path, ...Object.values(path)])
    if (part.parameters) part.parameters = part.parameters.filter((one) => one.name !== "X-Tenant-Id");

// The examples' ids exist nowhere: with real ones they reach further than 404.
const lists = Object.keys(description.paths).filter((path) => path.startsWith("/api/v1/") && !path.includes("{") && description.paths[path].get);
const ids = await realIds(lists);
const text = JSON.stringify(description).replace(new RegExp(`\\b([a-z]{3})_${EXAMPLE_ID}`, "g"), (example, kind) => ids[kind] ?? example);

writeFileSync(join(folder, "url"), demo.url);
writeFileSync(join(folder, "openapi.json"), text);
const people = [person("owner", owner), person("supervisor", supervisor), person("agent", agent), person("other company", baker)];
writeFileSync(join(folder, "people.yaml"), JSON.stringify({ auth: people }));
