// What must work through nginx: the web app over HTTP/2, a WebSocket over TLS, webhooks of every size that Meta posts,
// sends and their ticks. run.sh --smoke runs it in the folder web, whose socket.io-client it uses.
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:http2";
import { createRequire } from "node:module";

const { io } = createRequire(`${process.cwd()}/package.json`)("socket.io-client");
const { URL: url, SIMULATOR: simulator, WHATSAPP_APP_SECRET: secret } = process.env;
const NUMBER = { waba: "800000000000001", id: "900000000000001", display: "+55 11 3000-0001" };
const PATIENCE_MS = 90_000;
const run = Date.now();

function check(holds, sentence) {
  if (!holds) throw new Error(`this should hold and does not: ${sentence}`);
}

async function call(method, address, { token, body, headers = {} } = {}) {
  const answer = await fetch(address, {
    method,
    headers: { ...(token && { authorization: `Bearer ${token}` }), "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : body && JSON.stringify(body),
  });
  return { status: answer.status, text: await answer.text() };
}

async function expected(status, method, address, more) {
  const answer = await call(method, address, more);
  check(answer.status === status, `${method} ${address} answers ${status}, not ${answer.status} ${answer.text.slice(0, 300)}`);
  return answer.text && JSON.parse(answer.text);
}

/** The web app and all that its page names, over one HTTP/2 connection. */
async function loadsTheWebApp() {
  const session = connect(url);
  await once(session, "connect");
  check(session.alpnProtocol === "h2", `HTTP/2 was agreed on, not ${session.alpnProtocol}`);
  const get = async (path) => {
    const stream = session.request({ ":path": path });
    const [head] = await once(stream, "response");
    let text = "";
    for await (const part of stream) text += part;
    check(head[":status"] === 200 && text.length > 0, `${path} is served, not ${head[":status"]}`);
    return text;
  };
  const page = await get("/");
  const files = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path);
  check(files.length > 0, "the page names its files");
  await Promise.all(files.map(get));
  session.close();
  return files.length + 1;
}

/** A webhook as Meta posts it, with a text of this length. */
function webhook(text, from) {
  const message = { from, id: `wamid.${run}.${text.length}.${from}`, timestamp: `${Math.floor(run / 1000)}`, type: "text", text: { body: text } };
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "551130000001", phone_number_id: NUMBER.id },
    contacts: [{ profile: { name: "Ana" }, wa_id: from }],
    messages: [message],
  };
  const entry = [{ id: NUMBER.waba, changes: [{ field: "messages", value }] }];
  const body = JSON.stringify({ object: "whatsapp_business_account", entry });
  return { body, headers: { "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}` } };
}

async function numberIsKnown(token) {
  const known = (await expected(200, "GET", `${url}/api/v1/numbers`, { token })).data;
  if (known.length > 0) return known[0].id;
  const body = { waba_id: NUMBER.waba, phone_number_id: NUMBER.id, display_phone_number: NUMBER.display };
  check((await call("POST", `${simulator}/_sim/numbers`, { body })).status < 300, "the simulator takes the number");
  const ours = { wabaId: NUMBER.waba, phoneNumberId: NUMBER.id, displayPhoneNumber: NUMBER.display };
  return (await expected(201, "POST", `${url}/api/v1/numbers`, { token, body: ours })).id;
}

/** Every event once, in order, whatever happens to the socket: its node may end meanwhile. */
class Feed {
  #last = null;
  #waiting = [];

  constructor(token) {
    this.token = token;
    this.socket = io(url, { auth: { token }, transports: ["websocket"] });
    this.socket.onAny((name, event) => name !== "ready" && Number.isInteger(event?.seq) && this.#take(event));
    this.socket.on("resync", () => this.#catchUp()); // the three megabytes below, for one, are not pushed
    this.socket.on("ready", ({ seq }) => (this.#last === null ? (this.#last = seq) : this.#catchUp()));
  }

  /** The next event of this kind that fits. */
  next(kind, fits) {
    return new Promise((found) => this.#waiting.push({ kind, fits, found }));
  }

  #take(event) {
    if (event.seq <= this.#last) return;
    this.#last = event.seq;
    const met = this.#waiting.filter(({ kind, fits }) => kind === event.type && fits(event.data));
    this.#waiting = this.#waiting.filter((one) => !met.includes(one));
    for (const { found } of met) found(event.data);
  }

  async #catchUp() {
    for (let page = { nextAfter: this.#last, head: -1 }; page.nextAfter !== page.head; ) {
      page = await expected(200, "GET", `${url}/api/v1/events?after=${page.nextAfter}`, { token: this.token });
      for (const event of page.data) this.#take(event);
    }
  }
}

async function smoke() {
  const files = await loadsTheWebApp();
  const credentials = { email: process.env.RECADO_BOOTSTRAP__EMAIL, password: process.env.RECADO_BOOTSTRAP__PASSWORD };
  const token = (await expected(200, "POST", `${url}/api/v1/auth/login`, { body: credentials })).accessToken;
  const numberId = await numberIsKnown(token);

  const feed = new Feed(token);
  await once(feed.socket, "ready");
  check(feed.socket.io.engine.transport.name === "websocket", "the socket is a WebSocket");

  const from = `55119${String(run).slice(-8)}`;
  const inbound = { phone_number_id: NUMBER.id, from: { wa_id: from }, message: { type: "text", text: { body: `oi ${run}` } } };
  let told = feed.next("message:new", ({ message }) => message.content.body === `oi ${run}`);
  check((await call("POST", `${simulator}/_sim/inbound`, { body: inbound })).status < 300, "the customer writes");
  await told;
  told = feed.next("message:new", ({ message }) => message.content.body === `direct ${run}`);
  await expected(200, "POST", `${url}/webhook/whatsapp`, webhook(`direct ${run}`, from));
  await told;

  const large = await call("POST", `${url}/webhook/whatsapp`, webhook("x".repeat(3_000_000), from));
  check(large.status === 200, `three megabytes of Meta's are taken, not ${large.status}`);
  const tooLarge = await call("POST", `${url}/webhook/whatsapp`, webhook("x".repeat(5_000_000), from));
  check(tooLarge.status === 413, `five are not, but ${tooLarge.status}`);

  // One event tells of ticks that come close together: what is read at once was never shown as delivered.
  const delivered = feed.next("message:status", ({ status }) => status === "delivered" || status === "read");
  const body = { to: from, numberId, type: "text", text: { body: `olá ${run}` } };
  const message = await expected(202, "POST", `${url}/api/v1/messages/send`, { token, body, headers: { "idempotency-key": `${run}` } });
  check((await delivered).messageId === message.id, "its ticks come over the socket");
  check((await call("GET", `${url}/metrics`)).status === 404, "the figures are not for everybody");
  feed.socket.close();
  return files;
}

const limit = setTimeout(() => {
  console.error(`${process.argv[2]}: not done after ${PATIENCE_MS / 1000} s`);
  process.exit(1);
}, PATIENCE_MS);
try {
  const began = Date.now();
  const files = await smoke();
  console.log(`${process.argv[2]}: web app (${files} files over HTTP/2), WebSocket, webhooks, send and ticks in ${Date.now() - began} ms`);
} catch (error) {
  console.error(`${process.argv[2]}: ${error.message}`);
  process.exit(1);
}
clearTimeout(limit);
