// Texts in three languages; the browser's first, then whatever was chosen.

import { en } from "./texts-en.js";
import { es } from "./texts-es.js";
import { pt } from "./texts-pt.js";

const LANGUAGES = { "pt-BR": pt, en, es };
const asked = new URLSearchParams(location.search).get("lang");

function spoken() {
  const known = (wanted) => Object.keys(LANGUAGES).find((code) => wanted && code.slice(0, 2) === wanted.slice(0, 2));
  const wishes = [asked, localStorage.getItem("phone-lang"), ...navigator.languages];
  return wishes.map(known).find(Boolean) ?? "en";
}

let language = spoken();

export const languages = { "pt-BR": "Português", en: "English", es: "Español" };
export const current = () => language;

export function speak(code) {
  language = code;
  localStorage.setItem("phone-lang", code);
}

/** The text of this key with `{name}` filled in. */
export function t(key, values = {}) {
  const text = LANGUAGES[language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** The text of this key, or `other` if there is none. */
export function maybe(key, other) {
  return LANGUAGES[language][key] ?? other;
}

const formats = new Map();

function format(options) {
  const key = language + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(language, options));
  return formats.get(key);
}

export const clock = (at) => format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(at));
export const exactClock = (at) =>
  format({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(new Date(at));
export const longClock = (at) =>
  format({ weekday: "short", day: "2-digit", month: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
    .format(new Date(at));
export const dayOf = (at) => new Date(at).toDateString();

/** Today, yesterday, else the date. `now` is the simulator's. */
export function day(at, now) {
  if (dayOf(at) === dayOf(now)) return t("today");
  if (dayOf(at) === dayOf(new Date(now).getTime() - 86_400_000)) return t("yesterday");
  return format({ weekday: "short", day: "2-digit", month: "short" }).format(new Date(at));
}
