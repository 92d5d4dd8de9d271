import type { Holiday } from "./queries";

// i18n-uses settingsAway:national.*
/** Brazil's national holidays that fall on the same day every year. */
const FIXED = [
  "01-01",
  "04-21",
  "05-01",
  "09-07",
  "10-12",
  "11-02",
  "11-15",
  "11-20",
  "12-25",
] as const;

type Fixed = (typeof FIXED)[number];

/** The holidays with those of the twelve months from this day on. What is in the list keeps its name. */
export function withNational(
  holidays: readonly Holiday[],
  today: string,
  nameOf: (key: `national.${Fixed}`) => string,
): Holiday[] {
  const year = Number(today.slice(0, 4));
  const coming = FIXED.map((day) => ({
    date: `${day < today.slice(5) ? year + 1 : year}-${day}`,
    name: nameOf(`national.${day}`),
  }));
  const known = new Set(holidays.map(({ date }) => date));
  const all = [...holidays, ...coming.filter(({ date }) => !known.has(date))];
  return all.sort((one, other) => one.date.localeCompare(other.date));
}
