import type { Contact } from "@/api/types";
import { isLikePhone, type PhoneFault, readPhone } from "@/features/contacts/model/phone";
import { contactName } from "@/features/inbox/people";
import type { Recipient } from "@/features/templates/model/defaults";
import { formatPhone } from "@/lib/format";

/** Whom a conversation begins with: a contact, or a number that is nobody's yet. */
export type Person = { contact: Contact } | { phone: string };

export function recipientOf(person: Person): Recipient {
  if ("phone" in person) return { name: formatPhone(person.phone), phone: person.phone };
  const { phone, email, company } = person.contact;
  return { name: contactName(person.contact), phone, email, company };
}

/** What typed words are taken for. */
export type Meant =
  | { kind: "search" }
  /** A number that can be written to; none of the contacts found has it. */
  | { kind: "phone"; phone: string }
  /** A number that is not whole yet. */
  | { kind: "fault"; fault: PhoneFault };

export function meantBy(typed: string, found: readonly Contact[]): Meant {
  if (!isLikePhone(typed)) return { kind: "search" };
  const read = readPhone(typed);
  if ("fault" in read) return { kind: "fault", fault: read.fault };
  const isKnown = found.some(({ phone }) => phone === read.phone);
  return isKnown ? { kind: "search" } : { kind: "phone", phone: read.phone };
}
