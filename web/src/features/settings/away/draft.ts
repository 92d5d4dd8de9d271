import type { AwayMessage, Holiday } from "./queries";
import { DAYS, faultOf, hoursOf, isClosedAlways, usualWeek, type Week, weekOf } from "./week";

/** What stands in the form. */
export interface Draft {
  /** Whom it is for: a number's or a team's id, empty for the whole company; null until it is chosen. */
  place: string | null;
  enabled: boolean;
  text: string;
  week: Week;
  holidays: readonly Holiday[];
}

/** For the whole company, unless that has one. */
export function newDraft(text: string, taken: ReadonlySet<string>): Draft {
  return { place: taken.has("") ? null : "", enabled: true, text, week: usualWeek(), holidays: [] };
}

export function draftOf({ numberId, teamId, enabled, text, hours, holidays }: AwayMessage): Draft {
  return { place: numberId ?? teamId ?? "", enabled, text, week: weekOf(hours), holidays };
}

/** The part that may be changed later, as the server takes it. Holidays go in order. */
export function changesOf({ enabled, text, week, holidays }: Draft) {
  const sorted = [...holidays].sort((one, other) => one.date.localeCompare(other.date));
  const named = sorted.map(({ date, name }) => ({ date, name: name.trim() }));
  return { enabled, text, hours: hoursOf(week), holidays: named };
}

/** All of it, for one that is new. */
export function bodyOf(draft: Draft) {
  const { place } = draft;
  return {
    ...changesOf(draft),
    numberId: place?.startsWith("num_") ? place : null,
    teamId: place?.startsWith("tem_") ? place : null,
  };
}

// i18n-uses settingsAway:missing.*
export type Missing = "place" | "text" | "hours" | "noHours" | "holidays";

/** Why it cannot be saved yet. */
export function missingIn({ place, enabled, text, week, holidays }: Draft): Missing | null {
  if (place === null) return "place";
  if (DAYS.some((day) => faultOf(week[day]) !== null)) return "hours";
  if (enabled && isClosedAlways(week)) return "noHours";
  if (holidays.some((_, place) => holidayFault(holidays, place) !== null)) return "holidays";
  return text.trim() === "" ? "text" : null;
}

// i18n-uses settingsAway:holidayFault.*
export type HolidayFault = "noDate" | "noName" | "twice";

/** What is wrong with one of the holidays. */
export function holidayFault(holidays: readonly Holiday[], place: number): HolidayFault | null {
  const { date, name } = holidays[place] ?? { date: "", name: "" };
  if (date === "") return "noDate";
  if (holidays.findIndex((one) => one.date === date) < place) return "twice";
  return name.trim() === "" ? "noName" : null;
}
