import { useTranslation } from "react-i18next";
import { useSections } from "../useSections";
import { PersonMenu } from "./PersonMenu";
import { SectionLink } from "./SectionLink";
import { TenantMark } from "./TenantMark";

/** The narrow column on the left that leads to the sections. */
export function Rail() {
  const { t } = useTranslation();
  const sections = useSections();
  return (
    <nav
      aria-label={t("shell.sections")}
      className="relative z-10 flex w-14 flex-none flex-col items-center gap-1 border-r border-line bg-canvas py-3 max-md:hidden"
    >
      <TenantMark />
      {sections.map((section) => (
        <SectionLink key={section.to} section={section} />
      ))}
      <span className="flex-1" />
      <PersonMenu side="right" />
    </nav>
  );
}
