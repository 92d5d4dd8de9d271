/**
 * The keys under which answers are cached. Events are applied to the cache by these (`src/realtime/apply`), so a screen that
 * shows conversations, messages or contacts keeps them under the key of their kind.
 */
export const keys = {
  /** Pages of conversations, by the filters of `GET /conversations`. */
  conversationLists: ["conversations", "list"] as const,
  conversationList: (filters: ConversationFilters) => ["conversations", "list", filters] as const,
  /** Figures about conversations: asked for again when one changes. */
  conversationCounts: ["conversations", "counts"] as const,
  conversation: (id: string) => ["conversations", "one", id] as const,
  /** Pages of a conversation's thread (`ThreadRow`), the newest first. */
  thread: (conversationId: string) => ["threads", conversationId] as const,
  /** Work on many conversations at once, while it is followed. */
  bulkAction: (id: string) => ["bulkActions", id] as const,
  /** All tags of the tenant. */
  tags: ["tags"] as const,
  contact: (id: string) => ["contacts", "one", id] as const,
  contactLists: ["contacts", "list"] as const,
  contactList: (filters: Record<string, unknown>) => ["contacts", "list", filters] as const,
  /** Of the account of a number; undefined where there is one number. */
  templates: (numberId: string | undefined) => ["templates", numberId ?? null] as const,
  numbers: ["numbers"] as const,
  numberHealth: (id: string) => ["numberHealth", id] as const,
  /** People connected at present: user id → state. Filled by the socket alone. */
  presence: ["presence"] as const,
  me: ["me"] as const,
  myFactor: ["me", "secondFactor"] as const,
  myProviders: ["me", "providers"] as const,
  mySessions: ["me", "sessions"] as const,
  tenant: ["tenant"] as const,
  /** All companies of the installation, for those who run it. */
  tenants: ["tenants"] as const,
  /** What works at the server. */
  serverHealth: ["serverHealth"] as const,
  /** What the company uses. */
  usage: ["usage"] as const,
  teams: ["teams"] as const,
  /** The first steps of a new company. */
  onboarding: ["onboarding"] as const,
};

/** What `GET /conversations` filters by. Filters that events cannot be judged by make the list ask anew. */
export interface ConversationFilters {
  view?: "mine" | "team" | "unassigned" | "all" | undefined;
  status?: string | undefined;
  assignee?: string | undefined;
  team?: string | undefined;
  number?: string | undefined;
  tag?: string | undefined;
  contact?: string | undefined;
  unread?: true | undefined;
  [other: string]: unknown;
}
