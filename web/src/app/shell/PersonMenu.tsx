import { useNavigate } from "@tanstack/react-router";
import { LogOut, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { signOut } from "@/features/session/actions";
import { useProfileChange } from "@/features/session/queries";
import { changeLanguage } from "@/i18n";
import { LANGUAGES, type Language, toLanguage } from "@/i18n/languages";
import { useStore } from "@/lib/store";
import { changeTheme, THEMES, theme } from "@/lib/theme";
import { Avatar, Menu, MenuItem, MenuLabel, MenuLine } from "@/ui";
import { tellProblem } from "../tellProblem";
import { useSession } from "../useSession";

// i18n-uses common:availability.*
const AVAILABILITIES = ["available", "away"] as const;

/** The person herself: availability, theme, language, profile, the way out. */
export function PersonMenu({ side }: { side: "right" | "top" }) {
  const { t, i18n } = useTranslation();
  const { user } = useSession();
  const current = useStore(theme);
  const change = useProfileChange();
  const navigate = useNavigate();
  if (!user) return null;
  const availability = user.availability === "away" ? "away" : "available";

  function speak(language: Language) {
    void changeLanguage(language);
    change.mutate({ language });
  }

  const trigger = (
    <button
      type="button"
      aria-label={t("shell.me", { name: user.name, state: t(`availability.${availability}`) })}
      title={user.name}
      className="rounded-full"
    >
      <Avatar
        name={user.name}
        id={user.id}
        size={32}
        presence={availability === "away" ? "away" : "online"}
      />
    </button>
  );
  return (
    <Menu trigger={trigger} side={side} align="end" className="w-60">
      <MenuLabel>{user.name}</MenuLabel>
      {AVAILABILITIES.map((choice) => (
        <MenuItem
          key={choice}
          checked={choice === availability}
          onSelect={() => change.mutate({ availability: choice })}
        >
          {t(`availability.${choice}`)}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuLabel>{t("theme.label")}</MenuLabel>
      {THEMES.map((choice) => (
        <MenuItem key={choice} checked={choice === current} onSelect={() => changeTheme(choice)}>
          {t(`theme.${choice}`)}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuLabel>{t("language.label")}</MenuLabel>
      {LANGUAGES.map((language) => (
        <MenuItem
          key={language}
          checked={language === toLanguage(i18n.language)}
          onSelect={() => speak(language)}
        >
          {t(`language.${language}`)}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem icon={UserRound} onSelect={() => void navigate({ to: "/me" })}>
        {t("me.profile")}
      </MenuItem>
      <MenuItem icon={LogOut} onSelect={() => void signOut(false).catch(tellProblem)}>
        {t("me.signOut")}
      </MenuItem>
    </Menu>
  );
}
