import { api, take } from "@/api/client";
import type { Contact } from "@/api/types";
import { contactName } from "@/features/inbox/people";
import { slugOf } from "@/lib/slug";

export function blockContact(id: string, blocked: boolean): Promise<Contact> {
  return take<Contact>(
    api.PATCH("/api/v1/contacts/{id}", { params: { path: { id } }, body: { blocked } }),
  );
}

/** What would be lost. */
export function erasureOf(id: string, signal: AbortSignal) {
  return take(api.GET("/api/v1/contacts/{id}/erasure", { params: { path: { id } }, signal }));
}

export async function eraseContact(id: string): Promise<void> {
  await api.DELETE("/api/v1/contacts/{id}", { params: { path: { id } } });
}

/** Everything that is known of the contact, as a file. */
export async function exportContact(contact: Contact): Promise<void> {
  const whole = await take<Blob>(
    api.GET("/api/v1/contacts/{id}/export", {
      params: { path: { id: contact.id } },
      parseAs: "blob",
    }) as Promise<{ data?: Blob }>,
  );
  const address = URL.createObjectURL(whole);
  const link = document.createElement("a");
  link.href = address;
  link.download = `${slugOf(contactName(contact)) || contact.id}.json`;
  link.click();
  URL.revokeObjectURL(address);
}
