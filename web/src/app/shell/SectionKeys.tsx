import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCommands } from "@/features/commands/useCommands";
import { sectionsFor } from "../sections";
import { useSession } from "../useSession";

/** G and the first letter of its address leads to each section: `g i`, `g c`, `g s`. */
export function SectionKeys() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { user } = useSession();
  useCommands(
    sectionsFor(user).map(({ to, icon, label }) => ({
      id: `section.${to}`,
      label: t(label),
      group: t("shell.sections"),
      keys: `g ${to.charAt(1)}`,
      icon,
      run: () => void navigate({ to }),
    })),
  );
  return null;
}
