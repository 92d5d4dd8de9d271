import type { Template } from "@/api/types";
import { exampleOf, type Parts, partsOf, placeholdersOf } from "./template";

/** What kind of value a field takes. i18n-uses templates:kind.* */
export type FieldKind =
  | "text"
  | "image"
  | "video"
  | "document"
  | "fileName"
  | "latitude"
  | "longitude"
  | "place"
  | "address"
  | "urlEnd"
  | "code";

/** One value that a template leaves open. */
export interface TemplateField {
  /** Names it among the values: `body.1`, `header.link`, `button.0`. */
  key: string;
  where: "header" | "body" | "button";
  kind: FieldKind;
  /** The placeholder's name, of text; the button's label, of a button. */
  name: string;
  example: string;
  required: boolean;
}

/** The values that are filled in, by the key of their field. */
export type Values = Readonly<Record<string, string>>;

/** Everything that must be filled in before the template can be sent, in the order in which it is read. */
export function fieldsOf(template: Template): TemplateField[] {
  const parts = partsOf(template);
  return [...headerFields(parts), ...bodyFields(parts), ...buttonFields(parts)];
}

function headerFields({ header }: Parts): TemplateField[] {
  if (header === null) return [];
  const field = (name: string, kind: FieldKind, required = true): TemplateField => ({
    key: `header.${name}`,
    where: "header",
    kind,
    name,
    example: "",
    required,
  });
  switch (header.format) {
    case "text":
      return placeholdersOf(header.text).map((name, index) => ({
        ...field(name, "text"),
        example: exampleOf(header.source, "header", name, index),
      }));
    case "document":
      return [field("link", "document"), field("fileName", "fileName", false)];
    case "location":
      return [
        field("latitude", "latitude"),
        field("longitude", "longitude"),
        field("name", "place"),
        field("address", "address"),
      ];
    default:
      return [field("link", header.format)];
  }
}

function bodyFields({ body }: Parts): TemplateField[] {
  if (body === null) return [];
  return placeholdersOf(body.text).map((name, index) => ({
    key: `body.${name}`,
    where: "body",
    kind: "text",
    name,
    example: exampleOf(body.source, "body", name, index),
    required: true,
  }));
}

function buttonFields({ buttons }: Parts): TemplateField[] {
  return buttons.flatMap(({ kind, label, url, example }, index): TemplateField[] => {
    const common = {
      key: `button.${index}`,
      where: "button",
      name: label,
      required: true,
    } as const;
    if (kind === "code") return [{ ...common, kind: "code", example }];
    if (kind === "url" && placeholdersOf(url).length > 0)
      return [{ ...common, kind: "urlEnd", example: endOf(url, example) }];
    return [];
  });
}

/** An example is the whole address; what is filled in is only its end. */
function endOf(url: string, example: string): string {
  const fixed = url.replace(/\{\{.*$/u, "");
  return example.startsWith(fixed) ? example.slice(fixed.length) : example;
}

/** What is wrong with a value. i18n-uses templates:fault.* */
export type Fault = "missing" | "link" | "lines" | "latitude" | "longitude" | "spaces";

const FILES: readonly FieldKind[] = ["image", "video", "document"];

/** What stands in the way of sending this value; null when nothing does. */
export function faultOf({ kind, required, where }: TemplateField, value: string): Fault | null {
  const given = value.trim();
  if (given === "") return required ? "missing" : null;
  if (FILES.includes(kind)) return /^https?:\/\/\S+\.\S+$/iu.test(given) ? null : "link";
  if (kind === "latitude") return within(given, 90) ? null : "latitude";
  if (kind === "longitude") return within(given, 180) ? null : "longitude";
  if (kind === "urlEnd" && /\s/u.test(given)) return "spaces";
  // Meta refuses these in parameters: line breaks, tabs, more than four spaces in a row.
  if (where !== "button" && /[\n\t]| {5,}/u.test(given)) return "lines";
  return null;
}

function within(value: string, most: number): boolean {
  const read = Number(value.replace(",", "."));
  return Number.isFinite(read) && Math.abs(read) <= most;
}
