/**
 * Reads Meta's objects. They come as they came: any field may be missing or of another kind, so nothing is taken for granted.
 */
export type Raw = Readonly<Record<string, unknown>>;

/** The object itself, or an empty one. */
export function record(value: unknown): Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Raw) : {};
}

/** The object under this name, or an empty one. */
export function part(value: unknown, name: string): Raw {
  return record(record(value)[name]);
}

/** The list under this name, or an empty one. */
export function list(value: unknown, name: string): readonly unknown[] {
  const found = record(value)[name];
  return Array.isArray(found) ? found : [];
}

/** The text under this name; empty when there is none. Numbers are taken as they are written. */
export function text(value: unknown, name: string): string {
  const found = record(value)[name];
  if (typeof found === "string") return found;
  return typeof found === "number" ? String(found) : "";
}

/** The number under this name, also when it came as text. */
export function number(value: unknown, name: string): number | null {
  const found = record(value)[name];
  const read = typeof found === "string" && found.trim() !== "" ? Number(found) : found;
  return typeof read === "number" && Number.isFinite(read) ? read : null;
}

/** The answer that a customer gave with a button, a list or a form. */
export interface Reply {
  kind: "button" | "list" | "form" | "call" | "other";
  title: string;
  description: string;
  /** Of a form: what was filled in. */
  fields: readonly (readonly [string, string])[];
}

/** What `interactive` of a customer says. */
export function replyOf(content: unknown): Reply {
  const button = part(content, "button_reply");
  const row = part(content, "list_reply");
  const form = part(content, "nfm_reply");
  const call = part(content, "call_permission_reply");
  const none = { description: "", fields: [] };
  if (text(button, "title") !== "")
    return { ...none, kind: "button", title: text(button, "title") };
  if (text(row, "title") !== "") {
    return {
      ...none,
      kind: "list",
      title: text(row, "title"),
      description: text(row, "description"),
    };
  }
  if (Object.keys(form).length > 0) {
    return {
      ...none,
      kind: "form",
      title: text(form, "body"),
      fields: formFields(text(form, "response_json")),
    };
  }
  if (Object.keys(call).length > 0) return { ...none, kind: "call", title: text(call, "response") };
  return { ...none, kind: "other", title: "" };
}

/** `response_json` is text of JSON that need not be an object. */
function formFields(json: string): (readonly [string, string])[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return json === "" ? [] : [["", json]];
  }
  const entries = Object.entries(record(parsed)).filter(([name]) => name !== "flow_token");
  return entries.map(
    ([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)] as const,
  );
}

/** One person of a `contacts` message. */
export interface Card {
  name: string;
  phone: string;
  org: string;
}

export function cardsOf(content: unknown): Card[] {
  const cards = Array.isArray(content) ? content : list(content, "contacts");
  return cards.map((card) => {
    const phone = text(list(card, "phones")[0], "phone");
    const name =
      text(part(card, "name"), "formatted_name") || text(part(card, "name"), "first_name");
    return { name: name || phone, phone, org: text(part(card, "org"), "company") };
  });
}

/** What an `order` asks for. */
export interface OrderLine {
  product: string;
  quantity: number;
  price: number | null;
  currency: string;
}

export function orderOf(content: unknown): OrderLine[] {
  return list(content, "product_items").map((item) => ({
    product: text(item, "product_retailer_id"),
    quantity: number(item, "quantity") ?? 1,
    price: number(item, "item_price"),
    currency: text(item, "currency"),
  }));
}

/** The buttons or list rows that one of our own interactive messages offers. */
export function choicesOf(content: unknown): { id: string; label: string }[] {
  const action = part(content, "action");
  const buttons = list(action, "buttons").map((button) => part(button, "reply"));
  const rows = list(action, "sections").flatMap((section) => list(section, "rows"));
  return [...buttons, ...rows]
    .map((choice) => ({ id: text(choice, "id"), label: text(choice, "title") }))
    .filter((choice) => choice.label !== "");
}
