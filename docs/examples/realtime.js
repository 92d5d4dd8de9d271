// One message both ways, in real time: sign in, see a customer write, answer, watch the ticks, lose the socket, catch up.
//
//   node realtime.js [FILE]      FILE: the demo.json that `recado demo` wrote (demo-data/demo.json)
//
// Exit code 0: everything came as docs/contract.md says, with no gap and no duplicate. Else 1, and the reason on stderr.
import { readFileSync } from "node:fs";
import { io } from "socket.io-client";

const demo = JSON.parse(readFileSync(process.argv[2] ?? "../../demo-data/demo.json", "utf8"));
const api = `${demo.url}/api/v1`;
const number = demo.numbers[0];
const customer = { wa_id: `55119${String(Date.now()).slice(-8)}`, name: "Ana Exemplo" };
const PATIENCE_MS = 15_000;

// --- small tools -----------------------------------------------------------------------------------------------------

function check(holds, sentence) {
  if (!holds) throw new Error(`this should hold and does not: ${sentence}`);
}

async function call(method, url, { token, body, headers = {} } = {}) {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(body && { "Content-Type": "application/json" }),
      ...headers,
    },
    body: body && JSON.stringify(body),
  });
  const answer = await response.text();
  check(response.ok, `${method} ${url} answers 2xx, not ${response.status} ${answer}`);
  return answer ? JSON.parse(answer) : null;
}

/** Meta's side: the simulator lets our customer write. Answers Meta's id of the message. */
async function customerWrites(body) {
  const inbound = { phone_number_id: number.phoneNumberId, from: customer, message: { type: "text", text: { body } } };
  return (await call("POST", `${demo.simulatorUrl}/_sim/inbound`, { body: inbound })).wamid;
}

// --- the feed: every event once, in order, whatever happens to the socket --------------------------------------------

class Feed {
  /** What was applied, and whether the socket or the catch-up brought it. */
  applied = [];
  #waiting = [];
  #last = null;
  #caughtUp = Promise.resolve();

  constructor(token) {
    this.token = token;
    this.socket = io(demo.url, { auth: { token }, transports: ["websocket"], autoConnect: false });
    this.socket.on("connect_error", (error) => fail(new Error(`the socket is refused: ${error.message}`)));
    this.socket.on("ready", ({ seq }) => this.#ready(seq));
    // Numbered events have one argument with seq and prev; hints (presence, typing) are something else.
    this.socket.onAny((_name, event) => Number.isInteger(event?.prev) && this.#arrived(event));
  }

  async connect() {
    const ready = new Promise((resolve) => this.socket.once("ready", resolve));
    this.socket.connect();
    await within(ready, "the socket is ready");
    await this.#caughtUp;
  }

  get last() {
    return this.#last;
  }

  /** Resolves with the first event, applied already or to come, that the test accepts. */
  async seen(sentence, accepts) {
    const known = this.applied.find(({ event }) => accepts(event));
    if (known) return known.event;
    return within(new Promise((resolve) => this.#waiting.push({ accepts, resolve })), sentence);
  }

  /** First time: remember where the stream stands (and load lists by REST). Later: fetch what was missed. */
  #ready(seq) {
    if (this.#last === null) this.#last = seq;
    else this.#behind();
  }

  #arrived(event) {
    // One after the other, also while a catch-up runs.
    this.#caughtUp = this.#caughtUp.then(async () => {
      if (event.prev > this.#last) await this.#catchUp(); // something was lost on the way
      this.#apply(event, "socket");
    }).catch(fail);
  }

  #behind() {
    this.#caughtUp = this.#caughtUp.then(() => this.#catchUp()).catch(fail);
  }

  async #catchUp() {
    for (;;) {
      const page = await call("GET", `${api}/events?after=${this.#last}`, { token: this.token });
      page.data.forEach((event) => this.#apply(event, "catch-up"));
      this.#last = Math.max(this.#last, page.nextAfter);
      if (page.nextAfter === page.head) return;
    }
  }

  #apply(event, by) {
    if (event.seq <= this.#last) return; // known
    this.#last = event.seq;
    this.applied.push({ event, by });
    const found = this.#waiting.filter(({ accepts }) => accepts(event));
    this.#waiting = this.#waiting.filter((waiting) => !found.includes(waiting));
    found.forEach(({ resolve }) => resolve(event));
  }
}

function within(promise, sentence) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${PATIENCE_MS / 1000} s in vain: ${sentence}`)), PATIENCE_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function fail(error) {
  console.error(`FAILED: ${error.message}`);
  process.exit(1);
}

const isNew = (wamid) => (event) => event.type === "message:new" && event.data.message.waMessageId === wamid;
const isStatus = (id, status) => (event) =>
  event.type === "message:status" && event.data.messageId === id && event.data.status === status;

// --- the story -------------------------------------------------------------------------------------------------------

async function answer(token, conversationId, body) {
  return call("POST", `${api}/messages/send`, {
    token,
    headers: { "Idempotency-Key": crypto.randomUUID() },
    body: { conversationId, type: "text", text: { body } },
  });
}

/** The answer's ticks, each once and in this order. */
async function ticksInOrder(feed, message) {
  await feed.seen("the answer is read", isStatus(message.id, "read"));
  const seen = feed.applied
    .filter(({ event }) => event.type === "message:status" && event.data.messageId === message.id)
    .map(({ event }) => event.data.status);
  const ticks = seen.filter((status) => status !== "queued" && status !== "sending");
  check(ticks.join() === "accepted,sent,delivered,read", `ticks come in order, not as ${seen.join()}`);
}

/** REST is the truth: everything since `start` was applied, once. */
async function nothingMissing(feed, token, start) {
  const told = [];
  for (let after = start, head = null; after !== head; ) {
    const page = await call("GET", `${api}/events?after=${after}&limit=200`, { token });
    told.push(...page.data.map((event) => event.seq));
    ({ nextAfter: after, head } = page);
  }
  await within(until(() => feed.last >= (told.at(-1) ?? start)), "the socket brings the rest");
  const applied = feed.applied.map(({ event }) => event.seq).filter((seq) => seq <= told.at(-1));
  check(applied.join() === told.join(), `events were applied without gap and duplicate: ${applied} against ${told}`);
  return told.length;
}

async function until(holds) {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function main() {
  const { email, password } = demo.users[0];
  const { accessToken: token, user } = await call("POST", `${api}/auth/login`, { body: { email, password } });
  console.log(`signed in as ${user.role}`);

  const feed = new Feed(token);
  await feed.connect();
  const start = feed.last;
  const list = await call("GET", `${api}/conversations?limit=20`, { token });
  console.log(`connected at event ${start}; ${list.data.length} conversations on the first page`);

  const first = await feed.seen("message:new of the customer", isNew(await customerWrites("Oi! Vocês abrem hoje?")));
  const { conversation } = first.data;
  check(conversation.unreadCount === 1, "the conversation has one unread message");
  console.log(`message:new in ${conversation.id}`);

  await ticksInOrder(feed, await answer(token, conversation.id, "Abrimos, até as 18h."));
  console.log("answered: accepted, sent, delivered, read");

  feed.socket.disconnect();
  const missed = [];
  for (const body of ["Que bom!", "E amanhã?", "Alô?"]) missed.push(await customerWrites(body));
  const reply = await answer(token, conversation.id, "Amanhã também.");
  await within(restKnows(token, conversation.id, missed, reply), "the server has what we did not see");
  check(!feed.applied.some(({ event }) => isNew(missed[0])(event)), "a closed socket brings nothing");
  await feed.connect();
  for (const wamid of missed) await feed.seen("a missed message after catching up", isNew(wamid));
  const caughtUp = feed.applied.filter(({ by }) => by === "catch-up").length;
  check(caughtUp >= missed.length, "the missed events came by catch-up");
  await ticksInOrder(feed, reply);
  console.log(`lost the socket, missed events, caught up with ${caughtUp}`);

  await feed.seen("message:new on the new socket", isNew(await customerWrites("Obrigada!")));
  console.log(`no gap, no duplicate in ${await nothingMissing(feed, token, start)} events`);

  feed.socket.disconnect();
  await call("POST", `${api}/auth/logout`, { token });
}

/** Until the list of messages has all of these and the reply was read. */
async function restKnows(token, conversationId, wamids, reply) {
  for (;;) {
    const { data } = await call("GET", `${api}/conversations/${conversationId}/messages`, { token });
    const known = wamids.every((wamid) => data.some((message) => message.waMessageId === wamid));
    if (known && data.some(({ id, status }) => id === reply.id && status === "read")) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

main().then(() => console.log("OK"), fail);
