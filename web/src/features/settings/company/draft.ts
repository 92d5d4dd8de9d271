import type { Role } from "@/api/types";
import { type ChangeTenantSettings, IDLE_ROLES, type TenantSettings } from "./settings";

/** What stands in the form. Hours are text, because a field may be empty while somebody types. */
export interface Draft {
  name: string;
  timeZone: string;
  accent: number | null;
  agentSight: string;
  secondFactor: string;
  idle: Record<Role, string>;
}

export function draftOf(settings: TenantSettings): Draft {
  const { name, timeZone, accent = null, agentSight, secondFactor, sessionIdleHours } = settings;
  const hours = IDLE_ROLES.map((role) => [role, String(sessionIdleHours[role])]);
  return { name, timeZone, accent, agentSight, secondFactor, idle: Object.fromEntries(hours) };
}

/** What differs from what is stored; empty when nothing does. An emptied field returns to the usual hours. */
export function changesOf(settings: TenantSettings, draft: Draft): ChangeTenantSettings {
  const before = draftOf(settings);
  const changes: ChangeTenantSettings = {};
  if (draft.name.trim() !== before.name) changes.name = draft.name.trim();
  if (draft.timeZone !== before.timeZone) changes.timeZone = draft.timeZone;
  if (draft.accent !== before.accent) changes.accent = draft.accent;
  if (draft.agentSight !== before.agentSight) changes.agentSight = draft.agentSight;
  if (draft.secondFactor !== before.secondFactor) changes.secondFactor = draft.secondFactor;
  const hours = IDLE_ROLES.filter((role) => draft.idle[role] !== before.idle[role]).map((role) => [
    role,
    draft.idle[role].trim() === "" ? null : Number(draft.idle[role]),
  ]);
  if (hours.length > 0) changes.sessionIdleHours = Object.fromEntries(hours);
  return changes;
}
