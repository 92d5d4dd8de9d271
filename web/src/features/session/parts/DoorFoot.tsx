import { Moon, Sun, SunMoon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { changeLanguage } from "@/i18n";
import { LANGUAGES, toLanguage } from "@/i18n/languages";
import { useStore } from "@/lib/store";
import { changeTheme, THEMES, theme } from "@/lib/theme";
import { IconButton, Select } from "@/ui";

const ICONS = { light: Sun, dark: Moon, system: SunMoon };

/** Language and theme for who is not signed in. */
export function DoorFoot() {
  const { t, i18n } = useTranslation();
  const current = useStore(theme);
  const next = THEMES[(THEMES.indexOf(current) + 1) % THEMES.length] ?? "system";
  return (
    <footer className="flex items-center justify-center gap-3 p-6">
      <Select
        size="sm"
        aria-label={t("language.label")}
        value={toLanguage(i18n.language)}
        onChange={(event) => void changeLanguage(toLanguage(event.target.value))}
      >
        {LANGUAGES.map((language) => (
          <option key={language} value={language}>
            {t(`language.${language}`)}
          </option>
        ))}
      </Select>
      <IconButton
        icon={ICONS[current]}
        label={`${t("theme.label")}: ${t(`theme.${current}`)}`}
        onClick={() => changeTheme(next)}
      />
    </footer>
  );
}
