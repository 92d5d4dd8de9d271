import { useTranslation } from "react-i18next";
import type { Template } from "@/api/types";
import { Select } from "@/ui";
import { languageName } from "../model/language";

interface LanguageSelectProps {
  templates: readonly Template[];
  value: string;
  onValue: (language: string) => void;
}

/** In which language; not there while there is but one. */
export function LanguageSelect({ templates, value, onValue }: LanguageSelectProps) {
  const { t, i18n } = useTranslation("templates");
  const languages = [...new Set(templates.map(({ language }) => language))].toSorted();
  if (languages.length < 2) return null;
  return (
    <Select
      size="sm"
      aria-label={t("list.language")}
      value={value}
      onChange={(event) => onValue(event.target.value)}
      className="[&>select]:border-line-strong"
    >
      <option value="">{t("list.everyLanguage")}</option>
      {languages.map((language) => (
        <option key={language} value={language}>
          {languageName(language, i18n.language)}
        </option>
      ))}
    </Select>
  );
}
