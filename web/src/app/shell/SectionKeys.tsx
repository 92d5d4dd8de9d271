import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCommands } from "@/features/commands/useCommands";
import { useSections } from "../useSections";

/** G and another letter leads to each section: `g i`, `g c`, `g s`. */
export function SectionKeys() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  useCommands(
    useSections().map(({ to, icon, label, key }) => ({
      id: `section.${to}`,
      label: t(label),
      group: t("shell.sections"),
      keys: `g ${key}`,
      icon,
      run: () => void navigate({ to }),
    })),
  );
  return null;
}
