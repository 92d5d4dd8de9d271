import type { LinkProps } from "@tanstack/react-router";
import { Inbox, type LucideIcon } from "lucide-react";
import type { Role } from "@/api/types";

/** A part of the app that the rail leads to. */
export interface Section {
  to: NonNullable<LinkProps["to"]>;
  icon: LucideIcon;
  /** Key of its name in the common texts. */
  label: "section.inbox";
  /** Who sees it; everybody when left out. */
  roles?: readonly Role[];
}

/** The sections that exist, in the order of the rail. A new one is a line here and a route in `routes.tsx`. */
export const SECTIONS: readonly Section[] = [
  {
    to: "/inbox",
    icon: Inbox,
    label: "section.inbox",
    roles: ["owner", "admin", "supervisor", "agent"],
  },
];

/** The sections that this role sees. */
export function sectionsFor(role: string | null | undefined): readonly Section[] {
  return SECTIONS.filter(({ roles }) => !roles || roles.includes(role as Role));
}
