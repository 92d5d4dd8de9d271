import { createHmac } from "node:crypto";
import { expect } from "vitest";
import { addPerson, asOwner } from "./server";
import type { World } from "./world";

/** The number of the shop, as Meta names it. */
export const NUMBER = "106540352200001";
export const WABA = "102290129300001";

interface Person {
  id: string;
  email: string;
  password: string;
}

/** A shop at work: a number whose messages arrive, and three agents of two teams who see their own team's conversations only. */
export interface Shop {
  ana: Person;
  bruno: Person;
  /** In Bruno's team, not in Ana's. */
  carla: Person;
  reception: string;
  store: string;
}

const shops = new WeakMap<World, Promise<Shop>>();

/** Opens the shop, once for all journeys of a file. */
export function openShop(world: World): Promise<Shop> {
  const open = shops.get(world) ?? furnish(world);
  shops.set(world, open);
  return open;
}

async function furnish(world: World): Promise<Shop> {
  await connect(world);
  const ana = await member(world, "ana.prado@shop.example", "Ana Prado");
  const bruno = await member(world, "bruno.reis@shop.example", "Bruno Reis");
  const carla = await member(world, "carla.nunes@shop.example", "Carla Nunes");
  const reception = await team(world, "Recepção", [ana.id]);
  const store = await team(world, "Loja", [bruno.id, carla.id]);
  return { ana, bruno, carla, reception, store };
}

/** A number that both sides know, and the way of its webhooks. */
export async function connect(world: World) {
  const display = "+55 11 4000-0002";
  await meta(world, "PUT", "/_sim/config", {
    webhook: {
      url: `${world.url}/webhook/whatsapp`,
      app_secret: world.appSecret,
      verify_token: world.verifyToken,
      retry_ms: [200, 400, 800],
    },
  });
  await meta(world, "POST", "/_sim/numbers", {
    waba_id: WABA,
    phone_number_id: NUMBER,
    display_phone_number: display,
  });
  await asOwner(world, "POST", "/numbers", {
    wabaId: WABA,
    phoneNumberId: NUMBER,
    displayPhoneNumber: display,
    name: "Recepção",
  });
}

async function member(world: World, email: string, name: string): Promise<Person> {
  const person = await addPerson(world, email, name, "agent");
  const { data } = await asOwner<{ data: { id: string; email: string }[] }>(
    world,
    "GET",
    "/users?limit=200",
  );
  const id = data.find((user) => user.email === email)?.id;
  if (id === undefined) throw new Error(`${email} was not made`);
  return { ...person, id };
}

async function team(world: World, name: string, members: string[]): Promise<string> {
  return (await asOwner<{ id: string }>(world, "POST", "/teams", { name, members })).id;
}

/** An order to Meta's side. */
export async function meta<Answer>(
  world: World,
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(`${world.simulatorUrl}${path}`, {
    method,
    headers: { Authorization: "Bearer any" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect(response.status, `${method} ${path}`).toBeLessThan(300);
  const text = await response.text();
  return (text ? JSON.parse(text) : null) as Answer;
}

/** A customer, told apart by the last digits of the phone. */
export interface Customer {
  name: string;
  phone: string;
}

let customers = 0;

export function aCustomer(name: string): Customer {
  customers += 1;
  return { name, phone: `55119${String(80_000_000 + customers)}` };
}

/** The customer writes to the shop. */
export async function writes(world: World, { name, phone }: Customer, body: string) {
  await meta(world, "POST", "/_sim/inbound", {
    phone_number_id: NUMBER,
    from: { wa_id: phone, name },
    message: { type: "text", text: { body } },
  });
}

/** What reached Meta of what was sent to the customer, in order. */
export async function reachedMeta(world: World, { phone }: Customer): Promise<string[]> {
  const { data } = await meta<{ data: Sent[] }>(
    world,
    "GET",
    `/_sim/messages?phone_number_id=${NUMBER}`,
  );
  return data
    .filter(({ to, outcome }) => to.endsWith(phone.slice(-8)) && outcome === "accepted")
    .map(({ request }) => request.text?.body ?? "");
}

interface Sent {
  to: string;
  outcome: string;
  request: { text?: { body: string } };
}

interface Found {
  id: string;
  contact: { phone: string | null };
}

/** The customer's conversation as the owner finds it; waits until it is there. */
export async function conversationOf(world: World, { phone }: Customer): Promise<string> {
  let id: string | undefined;
  const find = async () => {
    const { data } = await asOwner<{ data: Found[] }>(world, "GET", "/conversations?limit=200");
    id = data.find(({ contact }) => contact.phone === `+${phone}`)?.id;
    return id;
  };
  await expect.poll(find, { timeout: 10_000 }).toBeDefined();
  return id ?? "";
}

/** What a customer says, and when. */
export interface Saying {
  customer: Customer;
  body: string;
  at: number;
}

/** A webhook with what customers said, as Meta writes it. `name` tells its messages from those of other webhooks. */
function webhookOf(said: readonly Saying[], name: string): object {
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "551140000002", phone_number_id: NUMBER },
    contacts: said.map(({ customer }) => ({
      profile: { name: customer.name },
      wa_id: customer.phone,
    })),
    messages: said.map(({ customer, body, at }, index) => ({
      id: `wamid.${name}.${index}`,
      from: customer.phone,
      timestamp: `${Math.floor(at / 1000)}`,
      type: "text",
      text: { body },
    })),
  };
  const entry = [{ id: WABA, changes: [{ field: "messages", value }] }];
  return { object: "whatsapp_business_account", entry };
}

/** What the customer wrote two days ago, told today: the window for answers has closed since. */
export async function wroteLongAgo(world: World, customer: Customer, body: string) {
  const said = { customer, body, at: Date.now() - 2 * 24 * 3_600_000 };
  await meta(world, "POST", "/_sim/webhook", {
    body: webhookOf([said], `old.${customer.phone}`),
  });
}

/** Tells the product directly, signed as Meta signs: many at once, and nobody on Meta's side remembers them. */
export async function deliver(world: World, said: readonly Saying[], name: string) {
  await deliverSigned(world, webhookOf(said, name));
}

/** Delivers a webhook directly, signed as Meta signs. */
export async function deliverSigned(world: World, webhook: object) {
  const body = JSON.stringify(webhook);
  const signature = createHmac("sha256", world.appSecret).update(body).digest("hex");
  const response = await fetch(`${world.url}/webhook/whatsapp`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Hub-Signature-256": `sha256=${signature}` },
    body,
  });
  expect(response.status).toBe(200);
}
