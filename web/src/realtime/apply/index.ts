import { notifyManager, type QueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { session } from "@/api/session";
import type { Page, PhoneNumber } from "@/api/types";
import type { Happening, NumberedEvent } from "../events";
import type { Viewer } from "./belongs";
import { putContact } from "./contacts";
import { dropConversation, putConversation } from "./conversations";
import { changeRow, type Pages } from "./pages";
import { changeTags } from "./tags";
import { changeMessage, changeStatus, putEntry, putMessage, putNote } from "./thread";

export type { Viewer } from "./belongs";

/** Brings what happened into the cached answers, so that no screen needs a reload. Screens are told once for all of it. */
export function applyEvents(client: QueryClient, events: NumberedEvent[], viewer: Viewer) {
  notifyManager.batch(() => {
    for (const event of events) applyEvent(client, event as unknown as Happening, viewer);
  });
}

function applyEvent(client: QueryClient, event: Happening, viewer: Viewer) {
  switch (event.type) {
    case "message:new":
      putMessage(client, event.data.message);
      putConversation(client, event.data.conversation, viewer);
      return;
    case "message:updated":
      changeMessage(client, event.data.message);
      return;
    case "message:status":
      changeStatus(client, event.data);
      return;
    case "conversation:gone":
      dropConversation(client, event.data.conversationId);
      return;
    case "contact:updated":
      putContact(client, event.data.contact);
      return;
    case "number:updated":
      changeNumber(client, event.data.number);
      // What Meta tells of it may be what changed.
      void client.invalidateQueries({ queryKey: keys.numberHealth(event.data.number.id) });
      return;
    case "conversation:created":
    case "conversation:updated":
    case "conversation:assigned":
    case "conversation:transferred":
    case "conversation:closed":
      putConversation(client, event.data.conversation, viewer);
      if (event.data.entry) putEntry(client, event.data.entry);
      return;
    case "note:new":
    case "note:updated":
    case "note:deleted":
      putNote(client, event.data.note);
      return;
    case "bulk:progress":
      client.setQueryData(keys.bulkAction(event.data.bulk.id), event.data.bulk);
      return;
    case "team:updated":
    case "team:deleted":
      // Few and rare: asked for anew by whatever shows them.
      void client.invalidateQueries({ queryKey: keys.teams });
      return;
    case "tenant:updated":
      client.setQueryData(keys.tenant, event.data.tenant);
      session.rebrand(event.data.tenant);
      void client.invalidateQueries({ queryKey: keys.onboarding });
      return;
    case "tag:updated":
    case "tag:deleted":
      changeTags(client, event);
      return;
    default:
      // A newer server tells of something this page does not know yet.
      return event satisfies never;
  }
}

function changeNumber(client: QueryClient, number: PhoneNumber) {
  const lists = client.getQueriesData<Pages<PhoneNumber> | Page<PhoneNumber>>({
    queryKey: keys.numbers,
  });
  for (const [queryKey, known] of lists) {
    if (!known) continue;
    const pages = "pages" in known ? known.pages : [known];
    const isListed = pages.some(({ data }) => data.some(({ id }) => id === number.id));
    // A new one: what was written into the list would only make it look fresh.
    if (!isListed) void client.invalidateQueries({ queryKey });
    else client.setQueryData(queryKey, withNumber(known, number));
  }
}

function withNumber(known: Pages<PhoneNumber> | Page<PhoneNumber>, number: PhoneNumber) {
  if ("pages" in known) return changeRow(known, number.id, () => number);
  return { ...known, data: known.data.map((row) => (row.id === number.id ? number : row)) };
}
