import type { LinkProps } from "@tanstack/react-router";
import { Inbox, type LucideIcon, Settings, Users } from "lucide-react";
import type { User } from "@/api/types";
import { may, type Permission } from "./access";

/** A part of the app that the rail leads to. */
export interface Section {
  to: NonNullable<LinkProps["to"]>;
  icon: LucideIcon;
  /** Key of its name in the common texts. */
  label: "section.inbox" | "section.contacts" | "section.settings";
  /** Who may do one of these sees it. */
  needs: readonly Permission[];
}

/** The sections that exist, in the order of the rail. A new one is a line here and a route in `routes.tsx`. */
export const SECTIONS: readonly Section[] = [
  {
    to: "/inbox",
    icon: Inbox,
    label: "section.inbox",
    needs: ["conversations:read"],
  },
  {
    to: "/contacts",
    icon: Users,
    label: "section.contacts",
    needs: ["contacts:read"],
  },
  {
    to: "/settings",
    icon: Settings,
    label: "section.settings",
    needs: ["desk:manage", "teams:manage", "tenants:manage"],
  },
];

/** The sections that this person sees. */
export function sectionsFor(person: User | null): readonly Section[] {
  return SECTIONS.filter(({ needs }) => needs.some((permission) => may(person, permission)));
}
