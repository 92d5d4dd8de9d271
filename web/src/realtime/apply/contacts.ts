import type { QueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import type { Contact } from "@/api/types";
import { changeConversations } from "./conversations";
import { changeRow, findRow, type Pages } from "./pages";

/** Puts a contact as it is now into everything that shows it. A list that does not show it is asked for again: it may belong there. */
export function putContact(client: QueryClient, contact: Contact) {
  client.setQueryData<Contact>(keys.contact(contact.id), (known) => (known ? contact : undefined));
  for (const [key, pages] of client.getQueriesData<Pages<Contact>>({
    queryKey: keys.contactLists,
  })) {
    if (!pages) continue;
    if (findRow(pages, contact.id))
      client.setQueryData(
        key,
        changeRow(pages, contact.id, () => contact),
      );
    else void client.invalidateQueries({ queryKey: key, exact: true });
  }
  changeConversations(
    client,
    (conversation) => conversation.contact.id === contact.id,
    (conversation) => ({ ...conversation, contact }),
  );
}
