import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon } from "@/ui";
import type { Section } from "../sections";

/** A section in the rail: an icon with its name as tooltip. */
export function SectionLink({ section }: { section: Section }) {
  const { t } = useTranslation();
  const label = t(section.label);
  return (
    <Link
      to={section.to}
      aria-label={label}
      title={label}
      className="relative grid h-9 w-10 place-items-center rounded text-fg-2 hover:bg-active hover:text-fg aria-[current=page]:bg-accent-soft-2 aria-[current=page]:text-accent-text"
    >
      <Icon of={section.icon} size={20} />
    </Link>
  );
}
