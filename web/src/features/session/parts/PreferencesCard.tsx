import { useTranslation } from "react-i18next";
import { useSession } from "@/app/useSession";
import { changeLanguage } from "@/i18n";
import { LANGUAGES, type Language, toLanguage } from "@/i18n/languages";
import { useStore } from "@/lib/store";
import { changeTheme, THEMES, theme } from "@/lib/theme";
import { Card, Segment } from "@/ui";
import { useProfileChange } from "../queries";
import { Preference } from "./Preference";

const AVAILABILITIES = ["available", "away"] as const;

/** Availability, language and theme: each holds from the click on. */
export function PreferencesCard() {
  const { t, i18n } = useTranslation(["session", "common"]);
  const { user } = useSession();
  const current = useStore(theme);
  const change = useProfileChange();

  function speak(language: Language) {
    void changeLanguage(language);
    change.mutate({ language });
  }

  return (
    <Card title={t("profile.preferences")} bodyClassName="flex flex-col gap-3">
      <Preference name={t("common:availability.label")}>
        <Segment
          label={t("common:availability.label")}
          items={AVAILABILITIES.map((id) => ({ id, label: t(`common:availability.${id}`) }))}
          value={user?.availability === "away" ? "away" : "available"}
          onValue={(availability) => change.mutate({ availability })}
        />
      </Preference>
      <Preference name={t("common:language.label")}>
        <Segment
          label={t("common:language.label")}
          items={LANGUAGES.map((id) => ({ id, label: t(`common:language.${id}`) }))}
          value={toLanguage(i18n.language)}
          onValue={speak}
        />
      </Preference>
      <Preference name={t("common:theme.label")}>
        <Segment
          label={t("common:theme.label")}
          items={THEMES.map((id) => ({ id, label: t(`common:theme.${id}`) }))}
          value={current}
          onValue={changeTheme}
        />
      </Preference>
    </Card>
  );
}
