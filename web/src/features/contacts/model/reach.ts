import type { Contact } from "@/api/types";
import { formatPhone } from "@/lib/format";

/** By what a contact is reached: some share no phone number, and are known by a username or by WhatsApp's id alone. */
export type Reach =
  | { by: "phone"; text: string }
  | { by: "username"; text: string }
  | { by: "id"; text: string }
  | { by: "nothing"; text: "" };

export function reachOf({
  phone,
  username,
  identities,
}: Pick<Contact, "phone" | "username" | "identities">): Reach {
  if (phone) return { by: "phone", text: formatPhone(phone) };
  if (username) return { by: "username", text: `@${username.replace(/^@/u, "")}` };
  const id = identities.find(({ kind }) => kind !== "phone");
  return id ? { by: "id", text: id.value } : { by: "nothing", text: "" };
}
