import type { Role, User } from "@/api/types";

// i18n-uses settingsMembers:may.*
/** From the one who may most to the one who may least. */
export const ROLES: readonly Role[] = ["owner", "admin", "supervisor", "agent", "viewer"];

/** Only owners make, change and remove owners; the server has the last word. */
export function rolesToGive(me: User | null): readonly Role[] {
  return me?.role === "owner" ? ROLES : ROLES.filter((role) => role !== "owner");
}

/** Whether one person may change or remove another. Nobody does so to herself. */
export function mayManage(me: User | null, other: User): boolean {
  return me !== null && me.id !== other.id && (me.role === "owner" || other.role !== "owner");
}
