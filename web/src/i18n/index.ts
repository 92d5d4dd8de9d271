import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";
import { LANGUAGES, type Language, rememberLanguage, startLanguage } from "./languages";

/** One small file per language and area (`inbox`, `settings`, …), fetched when a component first asks for the area. */
const files = import.meta.glob<{ default: Record<string, unknown> }>("./locales/*/*.json");

const backend: BackendModule = {
  type: "backend",
  init: () => undefined,
  read: (language, area) => loadArea(language, area),
};

async function loadArea(language: string, area: string) {
  const file = files[`./locales/${language}/${area}.json`];
  if (!file) throw new Error(`no texts for ${language}/${area}`);
  return (await file()).default;
}

/** Starts the translations; resolves when the texts every screen needs are there. */
export async function startTexts(language: Language = startLanguage()) {
  rememberLanguage(language);
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: language,
      supportedLngs: LANGUAGES,
      fallbackLng: false,
      ns: ["common"],
      defaultNS: "common",
      // React escapes already; a second time would show &amp; to people.
      interpolation: { escapeValue: false },
      returnNull: false,
    });
  return i18next;
}

/** Changes the language of everything on screen at once. */
export async function changeLanguage(language: Language) {
  await i18next.changeLanguage(language);
  rememberLanguage(language);
}

export { i18next as texts };
