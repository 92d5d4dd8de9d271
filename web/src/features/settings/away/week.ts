import type { OpenHours } from "./queries";

// i18n-uses settingsAway:day.*
export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Day = (typeof DAYS)[number];

export const WORKDAYS: readonly Day[] = ["mon", "tue", "wed", "thu", "fri"];

/** From when to when, as time fields have it: closing at `00:00` is the end of the day. */
export interface Slot {
  from: string;
  to: string;
}

/** The slots of each day; a day without any is closed. */
export type Week = Readonly<Record<Day, readonly Slot[]>>;

// i18n-uses settingsAway:fault.*
/** What is wrong with a day. */
export type DayFault = "noTime" | "endsEarly" | "overlap";

/** So many slots a day may have on the screen: morning and afternoon, and an evening. */
export const MOST_SLOTS = 3;

const USUAL: Slot = { from: "09:00", to: "18:00" };

export function usualWeek(): Week {
  return weekWith((day) => (WORKDAYS.includes(day) ? [USUAL] : []));
}

export function weekOf(hours: readonly OpenHours[]): Week {
  return weekWith((day) =>
    hours
      .filter(({ days }) => days.includes(day))
      .map(({ from, to }) => ({ from, to: to === "24:00" ? "00:00" : to }))
      .sort((one, other) => one.from.localeCompare(other.from)),
  );
}

/** As the server takes them: days with the same slot are told together. */
export function hoursOf(week: Week): OpenHours[] {
  const told = new Map<string, OpenHours & { days: Day[] }>();
  for (const day of DAYS) {
    for (const { from, to } of week[day]) {
      const known = told.get(`${from} ${to}`);
      if (known) known.days.push(day);
      else told.set(`${from} ${to}`, { days: [day], from, to: to === "00:00" ? "24:00" : to });
    }
  }
  return [...told.values()];
}

export function faultOf(slots: readonly Slot[]): DayFault | null {
  if (slots.some(({ from, to }) => from === "" || to === "")) return "noTime";
  if (slots.some(({ from, to }) => end(to) <= from)) return "endsEarly";
  const sorted = [...slots].sort((one, other) => one.from.localeCompare(other.from));
  const overlaps = sorted.some(
    (slot, place) => place > 0 && slot.from < end(sorted[place - 1]?.to),
  );
  return overlaps ? "overlap" : null;
}

/** One more slot of a day: the usual one, or what comes two hours after the last. */
export function withNext(slots: readonly Slot[]): Slot[] {
  const last = slots.at(-1);
  if (!last) return [USUAL];
  const opens = Number(end(last.to).slice(0, 2)) + 1;
  return [
    ...slots,
    opens < 23 ? { from: at(opens), to: at(Math.min(opens + 4, 23)) } : { from: "", to: "" },
  ];
}

/** The same hours on every workday. */
export function copied(week: Week, from: Day): Week {
  return weekWith((day) => (WORKDAYS.includes(day) ? week[from] : week[day]));
}

/** Whether every workday has the hours of this day. */
export function isCopied(week: Week, from: Day) {
  return JSON.stringify(copied(week, from)) === JSON.stringify(week);
}

export function isClosedAlways(week: Week) {
  return DAYS.every((day) => week[day].length === 0);
}

function weekWith(slots: (day: Day) => readonly Slot[]): Week {
  return Object.fromEntries(DAYS.map((day) => [day, slots(day)])) as unknown as Week;
}

function end(to = "") {
  return to === "00:00" ? "24:00" : to;
}

function at(hour: number) {
  return `${String(hour).padStart(2, "0")}:00`;
}
