import type { Role } from "@/api/types";

const OWNER_ADMIN: readonly Role[] = ["owner", "admin"];
const LEADERS: readonly Role[] = ["owner", "admin", "supervisor"];
const WORKERS: readonly Role[] = ["owner", "admin", "supervisor", "agent"];
const MEMBERS: readonly Role[] = ["owner", "admin", "supervisor", "agent", "viewer"];

/** Who may do what: the matrix of `docs/permissions.md`, which a test holds this against. The server decides; this hides. */
export const ROLES_WITH = {
  "profile:manage": MEMBERS,
  "tenants:manage": [],
  "tenant:read": MEMBERS,
  "tenant:manage": OWNER_ADMIN,
  "users:read": WORKERS,
  "users:manage": OWNER_ADMIN,
  "teams:read": MEMBERS,
  "teams:manage": LEADERS,
  "keys:manage": OWNER_ADMIN,
  "audit:read": OWNER_ADMIN,
  "apps:read": OWNER_ADMIN,
  "apps:manage": OWNER_ADMIN,
  "numbers:read": MEMBERS,
  "numbers:manage": OWNER_ADMIN,
  "contacts:read": WORKERS,
  "contacts:manage": WORKERS,
  "contacts:export": WORKERS,
  "contacts:erase": LEADERS,
  "conversations:read": WORKERS,
  "conversations:manage": WORKERS,
  "desk:manage": LEADERS,
  "templates:read": WORKERS,
  "messages:send": WORKERS,
  "events:read": MEMBERS,
  "inbound:manage": LEADERS,
  "jobs:manage": OWNER_ADMIN,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof ROLES_WITH;

/** Somebody as far as permissions go. */
interface Person {
  role?: string | null | undefined;
  isSuperAdmin: boolean;
}

/** Whether this person may; what belongs to the platform is the super-admins'. */
export function may(person: Person | null, permission: Permission): boolean {
  if (!person) return false;
  if (permission === "tenants:manage") return person.isSuperAdmin;
  return (ROLES_WITH[permission] as readonly string[]).includes(person.role ?? "");
}
