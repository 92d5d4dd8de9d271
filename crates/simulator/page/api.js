// The control API of the simulator, as the page uses it.

async function call(method, path, body) {
  const request = { method, headers: { accept: "application/json" } };
  if (body !== undefined) request.body = JSON.stringify(body);
  const response = await fetch(`/_sim/${path}`, request);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error?.message ?? response.statusText);
  return answer;
}

const rows = async (path) => (await call("GET", path)).data;
const part = encodeURIComponent;

export const api = {
  health: () => call("GET", "health"),
  config: () => call("GET", "config"),
  configure: (patch) => call("PUT", "config", patch),
  people: () => rows("people"),
  invent: (person) => call("POST", "people", person),
  chats: (person) => rows(`people/${part(person)}/chats`),
  lines: (number, person) => rows(`chats/${part(number)}/${part(person)}`),
  read: (number, person) => call("POST", `chats/${part(number)}/${part(person)}/read`),
  write: (number, from, message) => call("POST", "inbound", { phone_number_id: number, from, message }),
  status: (wamid, status) => call("POST", "statuses", { wamid, status }),
  faults: () => rows("faults"),
  strike: (fault) => call("POST", "faults", fault),
  mend: (id) => call("DELETE", `faults/${part(id)}`),
  mendAll: () => call("DELETE", "faults"),
  happenings: () => rows("happenings?limit=40"),
};

/** Calls back at once and after every change, also after the simulator was away. */
export function watch(onChange, onLost) {
  const source = new EventSource("/_sim/events");
  source.addEventListener("change", onChange);
  source.addEventListener("error", onLost);
}
