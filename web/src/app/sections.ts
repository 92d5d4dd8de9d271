import type { LinkProps } from "@tanstack/react-router";
import { Inbox, ListChecks, type LucideIcon, Settings, Users } from "lucide-react";
import type { User } from "@/api/types";
import { may, type Permission } from "./access";

/** A part of the app that the rail leads to. */
export interface Section {
  to: NonNullable<LinkProps["to"]>;
  icon: LucideIcon;
  /** Key of its name in the common texts. */
  label: "section.start" | "section.inbox" | "section.contacts" | "section.settings";
  /** The second key behind G. */
  key: string;
  /** Who may do one of these sees it. */
  needs: readonly Permission[];
}

/** The sections that exist, in the order of the rail. A new one is a line here and a route in `routes.tsx`. */
export const SECTIONS: readonly Section[] = [
  {
    to: "/start",
    icon: ListChecks,
    label: "section.start",
    key: "p",
    needs: ["tenant:manage"],
  },
  {
    to: "/inbox",
    icon: Inbox,
    label: "section.inbox",
    key: "i",
    needs: ["conversations:read"],
  },
  {
    to: "/contacts",
    icon: Users,
    label: "section.contacts",
    key: "c",
    needs: ["contacts:read"],
  },
  {
    to: "/settings",
    icon: Settings,
    label: "section.settings",
    key: "s",
    needs: ["desk:manage", "teams:manage", "tenants:manage"],
  },
];

/** The sections that this person sees. */
export function sectionsFor(person: User | null): readonly Section[] {
  return SECTIONS.filter(({ needs }) => needs.some((permission) => may(person, permission)));
}
