import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon } from "@/ui";
import { useSections } from "../useSections";
import { PersonMenu } from "./PersonMenu";

/** The rail of phones: below, with names. */
export function TabBar() {
  const { t } = useTranslation();
  const sections = useSections();
  const { conversationId } = useParams({ strict: false }) as { conversationId?: string };
  // A thread has the whole height; the way back stands in its head.
  if (conversationId !== undefined) return null;
  return (
    <nav
      aria-label={t("shell.sections")}
      className="hidden flex-none auto-cols-fr grid-flow-col border-t border-line bg-surface px-1 pt-1 pb-[calc(8px+env(safe-area-inset-bottom))] max-md:grid"
    >
      {sections.map((section) => (
        <Link
          key={section.to}
          to={section.to}
          className="flex h-12 flex-col items-center justify-center gap-1 text-2xs font-medium text-fg-2 aria-[current=page]:text-accent-text"
        >
          <Icon of={section.icon} size={20} />
          {t(section.label)}
        </Link>
      ))}
      <div className="flex h-12 items-center justify-center">
        <PersonMenu side="top" />
      </div>
    </nav>
  );
}
