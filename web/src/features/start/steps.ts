import type { LinkProps } from "@tanstack/react-router";

// i18n-uses start:step.*
/** The first steps, each with the page where it is done; templates are made at Meta. */
export const STEPS = {
  profile: { to: "/settings/company" },
  number: { to: "/settings/numbers/new" },
  contacts: { to: "/contacts" },
  template: { href: "https://business.facebook.com/wa/manage/message-templates/" },
} as const satisfies Record<string, { to: LinkProps["to"] } | { href: string }>;

export type StepId = keyof typeof STEPS;

/** A newer server may know steps that this page does not. */
export function isStep(id: string): id is StepId {
  return id in STEPS;
}
