import { api, take } from "@/api/client";
import type { Contact } from "@/api/types";
import { type PhoneFault, readPhone } from "./phone";

/** What a person may change. i18n-uses contacts:field.* */
export const FIELDS = ["name", "phone", "email", "company"] as const;
export type Name = (typeof FIELDS)[number];
export type Values = Record<Name, string>;

/** The sentence under a field, as its key in the texts. */
export type Fault = "form.nameMissing" | `phone.${PhoneFault}`;

export function valuesOf(contact: Contact | undefined): Values {
  return {
    name: contact?.name ?? "",
    phone: contact?.phone ?? "",
    email: contact?.email ?? "",
    company: contact?.company ?? "",
  };
}

/** What is not as it was. */
export function changedFields(values: Values, contact: Contact): Name[] {
  return FIELDS.filter((name) => values[name].trim() !== (contact[name] ?? ""));
}

/** What stands in the way. The phone number may be left out; one that did not change is not judged. */
export function faultsOf(values: Values, contact?: Contact): Partial<Record<Name, Fault>> {
  const faults: Partial<Record<Name, Fault>> = {};
  if (values.name.trim() === "") faults.name = "form.nameMissing";
  const phone = values.phone.trim();
  if (phone !== "" && phone !== contact?.phone) {
    const read = readPhone(phone);
    if ("fault" in read) faults.phone = `phone.${read.fault}`;
  }
  return faults;
}

/** Sends what was filled in or changed. `key` makes a repeated creation the same one. */
export function saveContact(
  contact: Contact | undefined,
  values: Values,
  key: string,
): Promise<Contact> {
  const names = contact ? changedFields(values, contact) : FIELDS;
  const body = Object.fromEntries(names.map((name) => [name, asSent(name, values[name])]));
  if (contact === undefined) {
    return take<Contact>(
      api.POST("/api/v1/contacts", {
        params: { header: { "Idempotency-Key": key } },
        body: body as { name: string },
      }),
    );
  }
  return take<Contact>(
    api.PATCH("/api/v1/contacts/{id}", { params: { path: { id: contact.id } }, body }),
  );
}

function asSent(name: Name, value: string): string | null {
  const text = value.trim();
  if (text === "") return null;
  const read = name === "phone" ? readPhone(text) : null;
  return read !== null && "phone" in read ? read.phone : text;
}
