import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon } from "@/ui";
import { GROUPS, type SettingsPage } from "../pages";

interface SettingsNavProps {
  pages: readonly SettingsPage[];
  onGone?: (() => void) | undefined;
}

/** The screens of the settings by group. */
export function SettingsNav({ pages, onGone }: SettingsNavProps) {
  const { t } = useTranslation("settings");
  const groups = GROUPS.filter((group) => pages.some((page) => page.group === group));
  return (
    <nav aria-label={t("title")} className="flex flex-col gap-4">
      {groups.map((group) => (
        <div key={group}>
          <h2 className="px-2 pb-1 text-xs font-medium text-fg-3">{t(`group.${group}`)}</h2>
          {pages
            .filter((page) => page.group === group)
            .map((page) => (
              <Link
                key={page.id}
                to={page.to}
                onClick={onGone}
                className="flex h-8 items-center gap-2 rounded-sm px-2 text-sm hover:bg-hover aria-[current=page]:bg-accent-soft-2 aria-[current=page]:font-medium aria-[current=page]:text-accent-text max-xl:h-11 max-xl:text-base"
              >
                <Icon of={page.icon} />
                {t(`page.${page.id}`)}
              </Link>
            ))}
        </div>
      ))}
    </nav>
  );
}
