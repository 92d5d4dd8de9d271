import type { components } from "./schema.gen";

type Schemas = components["schemas"];

export type Contact = Schemas["Contact"];
export type Conversation = Schemas["Conversation"];
export type HistoryEntry = Schemas["HistoryEntry"];
export type Message = Schemas["Message"];
export type Note = Schemas["Note"];
export type PhoneNumber = Schemas["Number"];
export type NumberFact = Schemas["NumberFact"];
export type MessagingLimitUse = Schemas["MessagingLimitUse"];
// i18n-uses common:role.*
export type Role = "owner" | "admin" | "supervisor" | "agent" | "viewer";
export type Session = Schemas["Session"];
export type SignedIn = Schemas["SignedIn"];
export type Tag = Schemas["Tag"];
export type Template = Schemas["Template"];
export type TenantChoice = Schemas["TenantChoice"];
export type TimelineItem = Schemas["TimelineItem"];
export type User = Schemas["User"];

/** One page of a list, as every list answers. */
export interface Page<Row> {
  data: Row[];
  nextCursor?: string | null;
}
