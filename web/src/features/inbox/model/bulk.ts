import type { components } from "@/api/schema.gen";
import type { Conversation } from "@/api/types";
import type { InboxSearch, Status } from "../search";

export type Deed = components["schemas"]["BulkDeed"];
export type Bulk = components["schemas"]["BulkAction"];

/** One call takes so many conversations. */
export const MOST_NAMED = 200;

/** The same done to some conversations. */
export interface Change {
  ids: string[];
  action: Deed;
}

/** What brings the conversations back to how they were before the deed; nothing for those that it did not change. */
export function undoOf(deed: Deed, before: readonly Conversation[], now: number): Change[] {
  const groups = new Map<string, Change>();
  for (const row of before) {
    for (const action of backOf(deed, row, now)) {
      const key = JSON.stringify(action);
      const group = groups.get(key) ?? { ids: [], action };
      group.ids.push(row.id);
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}

function backOf(deed: Deed, row: Conversation, now: number): Deed[] {
  switch (deed.do) {
    case "assign":
      return differ(row.assigneeId, deed.userId)
        ? [{ do: "assign", userId: row.assigneeId ?? null }]
        : [];
    case "team":
      return differ(row.teamId, deed.teamId) ? [{ do: "team", teamId: row.teamId ?? null }] : [];
    case "tag":
      return onTags(
        "untag",
        deed.tagIds.filter((id) => !row.tagIds.includes(id)),
      );
    case "untag":
      return onTags(
        "tag",
        deed.tagIds.filter((id) => row.tagIds.includes(id)),
      );
    case "status":
      return row.status === deed.status ? [] : [statusOf(row, now)];
    case "snooze":
      return [statusOf(row, now)];
    case "priority":
      return row.priority === deed.priority ? [] : [{ do: "priority", priority: row.priority }];
    case "read":
      return row.unreadCount > 0 ? [{ do: "unread" }] : [];
    case "unread":
      return row.unreadCount === 0 ? [{ do: "read" }] : [];
  }
}

function differ(before: string | null | undefined, after: string | null | undefined) {
  return (before ?? null) !== (after ?? null);
}

function onTags(deed: "tag" | "untag", tagIds: string[]): Deed[] {
  return tagIds.length > 0 ? [{ do: deed, tagIds }] : [];
}

/** A conversation that slept goes on sleeping until the same time; if that is over, it is awake. */
function statusOf({ status, snoozedUntil }: Conversation, now: number): Deed {
  if (status !== "snoozed") return { do: "status", status };
  return snoozedUntil && Date.parse(snoozedUntil) > now
    ? { do: "snooze", until: snoozedUntil }
    : { do: "status", status: "open" };
}

/** Where in the inbox the conversations stand after the deed. */
export function placeAfter({ query, action }: Pick<Bulk, "query" | "action">): InboxSearch {
  const before = searchOf(query);
  switch (action.do) {
    case "status":
      return { ...before, status: action.status as Status };
    case "snooze":
      return { ...before, status: "snoozed" };
    case "assign": {
      const { view: _, assignee: __, ...rest } = before;
      return { ...rest, view: "all", assignee: action.userId ?? "none" };
    }
    case "team": {
      const { view: _, team: __, ...rest } = before;
      return { ...rest, view: "all", ...(action.teamId && { team: action.teamId }) };
    }
    case "tag":
      return { ...before, ...(action.tagIds[0] !== undefined && { tag: action.tagIds[0] }) };
    case "read": {
      const { unread: _, ...rest } = before;
      return rest;
    }
    default:
      return before;
  }
}

/** Filters as the server keeps them, as the address says them. */
export function searchOf(query: Bulk["query"]): InboxSearch {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== false);
  return Object.fromEntries(given) as InboxSearch;
}

/** In parts that one call takes. */
export function inParts({ ids, action }: Change): Change[] {
  const parts: Change[] = [];
  for (let from = 0; from < ids.length; from += MOST_NAMED)
    parts.push({ ids: ids.slice(from, from + MOST_NAMED), action });
  return parts;
}

export function isOver({ state }: Bulk): boolean {
  return state === "done" || state === "cancelled" || state === "failed";
}
