import type { Template } from "@/api/types";
import { fieldsOf, type TemplateField } from "./fields";
import { partsOf } from "./template";

/** Whom the template is for, as far as it is known. */
export interface Recipient {
  name: string;
  phone?: string | null | undefined;
  email?: string | null | undefined;
  company?: string | null | undefined;
}

/** Where a value comes from. i18n-uses templates:from.* */
export type Source = "firstName" | "name" | "phone" | "email" | "company";

const NAMES: readonly (readonly [Source, RegExp])[] = [
  ["name", /^(nome_completo|full_?name|nombre_completo)$/iu],
  [
    "firstName",
    /^(primeiro_nome|nome|name|first_?name|nombre|primer_nombre|cliente|customer(_name)?|nome_cliente|nome_do_cliente|paciente)$/iu,
  ],
  ["phone", /^(telefone|phone(_number)?|telefono|celular)$/iu],
  ["email", /^(e_?mail|correo)$/iu],
  ["company", /^(empresa|company(_name)?)$/iu],
];

/** `{{1}}` says nothing of itself; behind a greeting it is a name. */
const GREETED =
  /(?:^|[\s¡*_])(?:ol[áa]|oi|hola|hello|hi|hey|dear|prezad[oa]|car[oa]|estimad[oa]|querid[oa]|bom dia|boa tarde|boa noite|buen(?:os|as) (?:d[íi]as|tardes|noches)|good (?:morning|afternoon|evening))[,!]?\s+[*_]*\{\{\s*1\s*\}\}/iu;

/** What can be filled in from what is known of the contact, with where it comes from. */
export function defaultsOf(
  template: Template,
  recipient: Recipient,
): Record<string, { value: string; source: Source }> {
  const greeted = GREETED.test(partsOf(template).body?.text ?? "");
  const found: Record<string, { value: string; source: Source }> = {};
  for (const field of fieldsOf(template)) {
    const source = sourceOf(field, greeted);
    const value = source && knownOf(source, recipient);
    if (source && value) found[field.key] = { value, source };
  }
  return found;
}

function sourceOf({ key, kind, where, name }: TemplateField, greeted: boolean): Source | undefined {
  if (kind !== "text" || where === "button") return undefined;
  if (key === "body.1" && greeted) return "firstName";
  return NAMES.find(([, pattern]) => pattern.test(name))?.[0];
}

function knownOf(source: Source, { name, phone, email, company }: Recipient): string {
  // A contact that is only known by its number has no name to be greeted by.
  const isName = /\p{L}/u.test(name);
  switch (source) {
    case "firstName":
      return isName ? (name.trim().split(/\s+/u)[0] ?? "") : "";
    case "name":
      return isName ? name.trim() : "";
    case "phone":
      return phone ?? "";
    case "email":
      return email ?? "";
    case "company":
      return company ?? "";
  }
}
