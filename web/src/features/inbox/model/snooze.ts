/** i18n-uses thread:snooze.* */
const TIMES = ["hour", "threeHours", "tomorrow", "nextWeek"] as const;

export interface SnoozeTime {
  id: (typeof TIMES)[number];
  until: string;
}

const HOUR_MS = 3_600_000;
const MORNING = 9;

/** When a conversation may wake: soon, tomorrow morning, on Monday morning. */
export function snoozeTimes(now: number): SnoozeTime[] {
  const tomorrow = morningIn(now, 1);
  const monday = morningIn(now, daysToMonday(now));
  return [
    { id: "hour", until: new Date(now + HOUR_MS).toISOString() },
    { id: "threeHours", until: new Date(now + 3 * HOUR_MS).toISOString() },
    { id: "tomorrow", until: tomorrow },
    { id: "nextWeek", until: monday },
  ];
}

function morningIn(now: number, days: number): string {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  day.setHours(MORNING, 0, 0, 0);
  return day.toISOString();
}

function daysToMonday(now: number): number {
  return (8 - new Date(now).getDay()) % 7 || 7;
}
