import type { Template } from "@/api/types";
import { fold } from "@/lib/fold";
import { partsOf, titleOf } from "./template";

/** Why a template cannot be sent. i18n-uses templates:reason.* */
export type Reason = "pending" | "rejected" | "paused" | "disabled" | "other" | "strange";

const STATUSES = ["pending", "rejected", "paused", "disabled"] as const;

/** What keeps this template from being sent; null when it can be. */
export function reasonAgainst(template: Template): Reason | null {
  if (template.status !== "approved")
    return STATUSES.find((known) => known === template.status) ?? "other";
  return partsOf(template).strange.length > 0 ? "strange" : null;
}

/** What of the list is looked at. */
export interface TemplateFilter {
  search: string;
  category: string;
  language: string;
  /** Also those that cannot be sent. */
  all: boolean;
}

/** Those that pass, what can be sent first, then by title. Case and accents never matter. */
export function chosenFrom(
  templates: readonly Template[],
  { search, category, language, all }: TemplateFilter,
): Template[] {
  const words = fold(search).split(/\s+/u).filter(Boolean);
  return templates
    .filter((template) => all || template.status === "approved")
    .filter((template) => category === "" || template.category === category)
    .filter((template) => language === "" || template.language === language)
    .filter((template) => {
      const said = fold(saidBy(template));
      return words.every((word) => said.includes(word));
    })
    .toSorted(
      (one, other) =>
        Number(one.status !== "approved") - Number(other.status !== "approved") ||
        titleOf(one).localeCompare(titleOf(other)) ||
        one.language.localeCompare(other.language),
    );
}

function saidBy(template: Template): string {
  const { header, body, footer, buttons } = partsOf(template);
  const labels = buttons.map(({ label }) => label);
  return [template.name, titleOf(template), header?.text, body?.text, footer, ...labels].join(" ");
}

/** The language to begin with: that of the reader when there is a template in it, else any. */
export function startLanguage(templates: readonly Template[], reader: string): string {
  const known = new Set(
    templates.filter(({ status }) => status === "approved").map(({ language }) => language),
  );
  if (known.size < 2) return "";
  const wanted = reader.replace("-", "_");
  const short = wanted.split("_")[0] ?? "";
  return (
    [...known].find((language) => language === wanted) ??
    [...known].find((language) => language.split("_")[0] === short) ??
    ""
  );
}
