import type { Template } from "@/api/types";
import { list, part, type Raw, record, text } from "@/features/inbox/model/content";

/** What a header can be. */
export type HeaderFormat = "text" | "image" | "video" | "document" | "location";

/** A button as the customer will see it. */
export interface TemplateButton {
  kind: "reply" | "url" | "phone" | "code" | "flow" | "other";
  label: string;
  /** Of a link: the address, with its placeholder. */
  url: string;
  example: string;
}

/** A template in parts: Meta's components, read once. */
export interface Parts {
  header: { format: HeaderFormat; text: string; source: Raw } | null;
  body: { text: string; source: Raw } | null;
  footer: string;
  buttons: readonly TemplateButton[];
  /** Components that this page cannot fill in. */
  strange: readonly string[];
}

const FORMATS: readonly HeaderFormat[] = ["text", "image", "video", "document", "location"];
const KNOWN = ["HEADER", "BODY", "FOOTER", "BUTTONS"];
const BUTTONS: Record<string, TemplateButton["kind"]> = {
  QUICK_REPLY: "reply",
  URL: "url",
  PHONE_NUMBER: "phone",
  COPY_CODE: "code",
  FLOW: "flow",
};

export function partsOf(template: Pick<Template, "components">): Parts {
  const components = (template.components as readonly unknown[]).map(record);
  const kind = (component: Raw) => text(component, "type").toUpperCase();
  const find = (name: string) => components.find((component) => kind(component) === name);
  const header = find("HEADER");
  const format = FORMATS.find((known) => known === text(header, "format").toLowerCase());
  const body = find("BODY");
  const buttons = list(find("BUTTONS"), "buttons").map(buttonOf);
  const strangeHeader = header !== undefined && format === undefined;
  return {
    header:
      header && format ? { format, text: text(header, "text"), source: record(header) } : null,
    body: body ? { text: text(body, "text"), source: body } : null,
    footer: text(find("FOOTER"), "text"),
    buttons,
    strange: [
      ...components.map(kind).filter((name) => !KNOWN.includes(name)),
      ...(strangeHeader ? [`HEADER ${text(header, "format")}`] : []),
      ...buttons.filter(({ kind: of }) => of === "other").map(({ label }) => label),
    ],
  };
}

function buttonOf(source: unknown): TemplateButton {
  const type = text(source, "type").toUpperCase();
  const url = text(source, "url");
  // A code to sign in with is sent as the end of a link, whatever its button shows.
  const kind = type === "OTP" && url !== "" ? "url" : (BUTTONS[type] ?? "other");
  const example = record(source).example;
  return {
    kind,
    label: text(source, "text") || type,
    url,
    example: Array.isArray(example) ? String(example[0] ?? "") : text(source, "example"),
  };
}

/** `{{1}}` or `{{first_name}}`. */
export const PLACEHOLDER = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/gu;

/** The names of the placeholders, each once, in the order in which they are read. */
export function placeholdersOf(words: string): string[] {
  return [...new Set([...words.matchAll(PLACEHOLDER)].map((found) => found[1] ?? ""))];
}

/** The example that was given for a placeholder when the template was submitted. */
export function exampleOf(
  component: Raw,
  where: "body" | "header",
  name: string,
  index: number,
): string {
  const example = part(component, "example");
  const named = list(example, `${where}_text_named_params`).find(
    (one) => text(one, "param_name") === name,
  );
  if (named !== undefined) return text(named, "example");
  const rows = list(example, `${where}_text`);
  const row = Array.isArray(rows[0]) ? (rows[0] as readonly unknown[]) : rows;
  return String(row[index] ?? "");
}

/** What a template is called among people: its name is written for programs. */
export function titleOf({ name }: Pick<Template, "name">): string {
  const words = name.replace(/_+/gu, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
