import { newStore } from "./store";

/** `system` follows the machine. */
export type Theme = "light" | "dark" | "system";
// i18n-uses common:theme.*
export const THEMES = ["light", "dark", "system"] as const;

// public/theme.js reads these before the first paint.
const THEME_KEY = "recado.theme";
const ACCENT_KEY = "recado.accent";

const dark = () => window.matchMedia("(prefers-color-scheme: dark)");

function remembered(): Theme {
  const word = localStorage.getItem(THEME_KEY);
  return word === "light" || word === "dark" ? word : "system";
}

export const theme = newStore<Theme>(remembered());

function show(wanted: Theme) {
  const isDark = wanted === "dark" || (wanted === "system" && dark().matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
}

/** Changes the theme and remembers it on this device. */
export function changeTheme(wanted: Theme) {
  localStorage.setItem(THEME_KEY, wanted);
  theme.set(wanted);
  show(wanted);
}

/** Follows the machine, where that is what was chosen. */
export function followSystem() {
  show(theme.get());
  dark().addEventListener("change", () => show(theme.get()));
}

/** Colours the app as the tenant wants it; null: our own colour. */
export function changeAccent(hue: number | null) {
  const { style } = document.documentElement;
  if (hue === null) {
    localStorage.removeItem(ACCENT_KEY);
    style.removeProperty("--accent-h");
  } else {
    localStorage.setItem(ACCENT_KEY, String(hue));
    style.setProperty("--accent-h", String(hue));
  }
}
