import type { Permission } from "@/app/access";

// i18n-uses settingsKeys:scope.*
// i18n-uses settingsKeys:scopeGroup.*
/** What an API key can be given, in groups that people think in. */
export const SCOPE_GROUPS = [
  {
    id: "conversations",
    scopes: ["conversations:read", "conversations:manage", "messages:send", "templates:read"],
  },
  {
    id: "contacts",
    scopes: ["contacts:read", "contacts:manage", "contacts:export", "contacts:erase"],
  },
  {
    id: "desk",
    scopes: ["desk:manage", "users:read", "users:manage", "teams:read", "teams:manage"],
  },
  { id: "numbers", scopes: ["numbers:read", "numbers:manage", "apps:read", "apps:manage"] },
  {
    id: "platform",
    scopes: [
      "tenant:read",
      "tenant:manage",
      "events:read",
      "inbound:manage",
      "jobs:manage",
      "audit:read",
      "keys:manage",
    ],
  },
] as const satisfies readonly { id: string; scopes: readonly Permission[] }[];

export type Scope = (typeof SCOPE_GROUPS)[number]["scopes"][number];

/** All that an admin may do. */
export const EVERYTHING = "*";

const KNOWN: readonly string[] = SCOPE_GROUPS.flatMap((group): readonly string[] => group.scopes);

export function isKnownScope(scope: string): scope is Scope {
  return KNOWN.includes(scope);
}

/** The key of a scope's words in the texts: there a colon would end the area. */
export function scopeKey(scope: Scope) {
  return `scope.${scope.replace(":", "_") as "messages_send"}` as const;
}
