import type { components } from "@/api/schema.gen";
import type { Role } from "@/api/types";

export type TenantSettings = components["schemas"]["TenantSettings"];
export type ChangeTenantSettings = components["schemas"]["ChangeOwnTenant"];

/** The roles whose sessions end after so many idle hours. */
export const IDLE_ROLES: readonly Role[] = ["owner", "admin", "supervisor", "agent", "viewer"];
