/** The languages of the app, the first one being the one texts are written in. */
// i18n-uses common:language.*
export const LANGUAGES = ["pt-BR", "en", "es"] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = "recado.language";

/** What a person called her language, as one of ours: `pt` is `pt-BR`, `es-MX` is `es`, anything else English. */
export function toLanguage(tag: string): Language {
  const main = tag.toLowerCase().split("-")[0];
  return LANGUAGES.find((language) => language.toLowerCase().split("-")[0] === main) ?? "en";
}

/** The language chosen before on this device, else the browser's. */
export function startLanguage(): Language {
  const remembered = localStorage.getItem(KEY);
  return toLanguage(remembered ?? navigator.language);
}

export function rememberLanguage(language: Language) {
  localStorage.setItem(KEY, language);
  document.documentElement.lang = language;
}
