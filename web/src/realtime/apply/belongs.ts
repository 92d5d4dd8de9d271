import type { ConversationFilters } from "@/api/keys";
import type { Conversation } from "@/api/types";

/** Whoever looks at the lists. */
export interface Viewer {
  userId: string | null;
  /** The person's teams; null while they are not known. */
  teams: string[] | null;
}

type Judge = (conversation: Conversation, wanted: never, viewer: Viewer) => boolean | null;

/** For each filter whether a conversation passes it; null where the page cannot tell. */
const JUDGES: Record<string, Judge> = {
  view: (conversation, wanted: string, viewer) => inView(conversation, wanted, viewer),
  status: (conversation, wanted: string) => conversation.status === wanted,
  assignee: (conversation, wanted: string, viewer) => {
    if (wanted === "none") return !conversation.assigneeId;
    return conversation.assigneeId === (wanted === "me" ? viewer.userId : wanted);
  },
  team: (conversation, wanted: string) => conversation.teamId === wanted,
  number: (conversation, wanted: string) => conversation.numberId === wanted,
  tag: (conversation, wanted: string) => conversation.tagIds.includes(wanted),
  contact: (conversation, wanted: string) => conversation.contact.id === wanted,
  unread: (conversation) => conversation.unreadCount > 0,
};

/** Whether a list with these filters shows the conversation; null when only the server can tell. */
export function belongs(
  conversation: Conversation,
  filters: ConversationFilters,
  viewer: Viewer,
): boolean | null {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  const verdicts = given.map(([name, value]) =>
    JUDGES[name] ? JUDGES[name](conversation, value as never, viewer) : null,
  );
  // What was talked about with one contact is shown whole.
  if (filters.status === undefined && filters.contact === undefined)
    verdicts.push(inStage(conversation, filters.view));
  if (verdicts.includes(false)) return false;
  return verdicts.includes(null) ? null : true;
}

/** Without a status a view holds what is open or pending, any other list all but what is archived. */
function inStage({ status }: Conversation, view: string | undefined) {
  return view === undefined ? status !== "archived" : status === "open" || status === "pending";
}

function inView(conversation: Conversation, view: string, { userId, teams }: Viewer) {
  const { assigneeId, teamId } = conversation;
  if (view === "mine") return assigneeId === userId;
  if (view === "unassigned") return !assigneeId;
  if (view === "team") return teams && !!teamId && teams.includes(teamId);
  return view === "all" ? true : null;
}
