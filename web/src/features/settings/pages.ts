import type { LinkProps } from "@tanstack/react-router";
import {
  ArrowLeftRight,
  Building,
  Building2,
  ChartColumn,
  KeyRound,
  type LucideIcon,
  MoonStar,
  Network,
  RotateCcw,
  ScrollText,
  Smartphone,
  Tag,
  Users,
  Zap,
} from "lucide-react";
import type { User } from "@/api/types";
import { may, type Permission } from "@/app/access";

// i18n-uses settings:page.*
// i18n-uses settings:group.*
/** A screen of the settings. */
export interface SettingsPage {
  /** Names it in the texts, under `page`. */
  id:
    | "tags"
    | "replies"
    | "away"
    | "keys"
    | "audit"
    | "log"
    | "stuck"
    | "company"
    | "numbers"
    | "people"
    | "teams"
    | "usage"
    | "tenants";
  to: NonNullable<LinkProps["to"]>;
  group: "company" | "desk" | "platform" | "server";
  icon: LucideIcon;
  /** Who may not do this sees nothing of it. */
  needs: Permission;
}

export const GROUPS = ["company", "desk", "platform", "server"] as const;

/** The screens that exist, in the order of their groups. A new one is a line here and a route in `app/routes.tsx`. */
export const PAGES: readonly SettingsPage[] = [
  {
    id: "company",
    to: "/settings/company",
    group: "company",
    icon: Building2,
    needs: "tenant:manage",
  },
  {
    id: "numbers",
    to: "/settings/numbers",
    group: "company",
    icon: Smartphone,
    needs: "numbers:manage",
  },
  { id: "people", to: "/settings/people", group: "company", icon: Users, needs: "users:manage" },
  { id: "teams", to: "/settings/teams", group: "company", icon: Network, needs: "teams:manage" },
  {
    id: "usage",
    to: "/settings/usage",
    group: "company",
    icon: ChartColumn,
    needs: "tenant:manage",
  },
  { id: "replies", to: "/settings/replies", group: "desk", icon: Zap, needs: "desk:manage" },
  { id: "away", to: "/settings/away", group: "desk", icon: MoonStar, needs: "desk:manage" },
  { id: "tags", to: "/settings/tags", group: "desk", icon: Tag, needs: "desk:manage" },
  { id: "keys", to: "/settings/keys", group: "platform", icon: KeyRound, needs: "keys:manage" },
  { id: "audit", to: "/settings/audit", group: "platform", icon: ScrollText, needs: "audit:read" },
  {
    id: "log",
    to: "/settings/log",
    group: "platform",
    icon: ArrowLeftRight,
    needs: "inbound:manage",
  },
  {
    id: "stuck",
    to: "/settings/stuck",
    group: "platform",
    icon: RotateCcw,
    needs: "inbound:manage",
  },
  {
    id: "tenants",
    to: "/settings/tenants",
    group: "server",
    icon: Building,
    needs: "tenants:manage",
  },
];

/** The screens that this person sees. */
export function pagesFor(person: User | null): readonly SettingsPage[] {
  return PAGES.filter(({ needs }) => may(person, needs));
}

/** The screen that an address belongs to. */
export function pageAt(path: string, pages: readonly SettingsPage[]): SettingsPage | undefined {
  return pages.find(({ to }) => path === to || path.startsWith(`${to}/`));
}
