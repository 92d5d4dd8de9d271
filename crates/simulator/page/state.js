// What the page knows, and how it stays in step with the simulator.

import { api } from "./api.js";

const asked = new URLSearchParams(location.search);

export const state = {
  people: [],
  me: null,
  chats: [],
  to: asked.get("to"),
  lines: [],
  config: null,
  faults: [],
  happenings: [],
  now: new Date().toISOString(),
  reply: null,
  view: "phone",
  lost: false,
  trouble: null,
};

const drawers = [];
let wanted = asked.get("as") ?? localStorage.getItem("phone-as");
let running = false;
let again = false;

export const drawWith = (drawer) => drawers.push(drawer);
export const draw = () => drawers.forEach((drawer) => drawer());

/** The chat that is open, if any. */
export const chat = () => state.chats.find((row) => row.phone_number_id === state.to);

export async function refresh() {
  if (running) {
    again = true;
    return;
  }
  running = true;
  try {
    await load();
    state.lost = false;
  } catch {
    state.lost = true;
  }
  running = false;
  draw();
  if (again) {
    again = false;
    setTimeout(refresh, 120);
  }
}

async function load() {
  const [people, config, faults, happenings, health] = await Promise.all([
    api.people(), api.config(), api.faults(), api.happenings(), api.health(),
  ]);
  Object.assign(state, { people, config, faults, happenings, now: health.time });
  state.me = people.find((person) => person.user_id === wanted) ?? people[0];
  const me = state.me.user_id;
  state.chats = await api.chats(me);
  if (!chat()) state.to = (state.chats.find((row) => row.last) ?? state.chats[0])?.phone_number_id ?? null;
  const lines = state.to ? await api.lines(state.to, me) : [];
  if (me === state.me.user_id) state.lines = lines;
  await keepQuiet(me);
  await readOnOpening(me);
}

/** Whom somebody plays does not write by herself. */
async function keepQuiet(me) {
  const quiet = state.config.quiet_personas;
  if (quiet.length !== 1 || quiet[0] !== me) state.config = await api.configure({ quiet_personas: [me] });
}

async function readOnOpening(me) {
  const { auto, read_ms: readMs } = state.config.statuses;
  const open = document.visibilityState === "visible" && document.querySelector(".phone")?.checkVisibility();
  if (auto && readMs === null && open && chat()?.unread > 0) await api.read(state.to, me);
}

function remember() {
  const url = new URL(location.href);
  url.searchParams.set("as", wanted ?? state.me.user_id);
  if (state.to) url.searchParams.set("to", state.to);
  history.replaceState(null, "", url);
}

export async function be(userId) {
  wanted = userId;
  localStorage.setItem("phone-as", userId);
  Object.assign(state, { reply: null, lines: [] });
  await refresh();
  remember();
}

export async function open(number) {
  Object.assign(state, { to: number, reply: null, lines: [], view: "phone" });
  draw();
  await refresh();
  remember();
}

/** Does something and looks again; what went wrong is said. */
export async function attempt(work) {
  try {
    await work();
    state.trouble = null;
  } catch (error) {
    state.trouble = error.message;
  }
  await refresh();
}

/** Sends Meta's message object as the person who is played. */
export function write(message) {
  const { wa_id, user_id, name, username } = state.me;
  const from = Object.fromEntries(Object.entries({ wa_id, user_id, name, username }).filter(([, value]) => value));
  const to = state.to;
  return attempt(() => api.write(to, from, message));
}

/** The context of an answer to this line. */
export function contextOf(line) {
  const business = chat().display_phone_number.replace(/\D/g, "");
  return { from: line.from === "business" ? business : (state.me.wa_id ?? state.me.user_id), id: line.wamid };
}

export const nameOf = (person) => person.name ?? (person.username ? `@${person.username}` : (person.wa_id ?? person.user_id));
export const firstName = (person) => nameOf(person).split(" ")[0];
