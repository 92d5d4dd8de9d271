/** Dates, numbers and phone numbers in the words of one language and the days of one time zone. */
export interface Formatter {
  /** `10:44` */
  time(iso: string): string;
  /** `22/11/2026` */
  date(iso: string): string;
  /** `22/11/2026 10:44` */
  dateTime(iso: string): string;
  /** `domingo, 22 de novembro`; the year too when it is another one. Today and yesterday by name. */
  day(iso: string, now?: Date): string;
  /** `domingo` */
  weekday(iso: string): string;
  /** As lists show it: the time today, `ontem`, the weekday within a week, else the date. */
  short(iso: string, now?: Date): string;
  /** `há 3 minutos`, `em 2 horas`. */
  ago(iso: string, now?: Date): string;
  number(value: number): string;
  /** `2026-11-22`: equal for moments of one day in this time zone. */
  dayKey(moment: string | Date): string;
}

const DAY_MS = 86_400_000;
const STEPS = [
  ["second", 60],
  ["minute", 60],
  ["hour", 24],
  ["day", 30],
  ["month", 12],
] as const;

const made = new Map<string, Formatter>();

/** The formatter of a language and a time zone. */
export function formatter(language: string, timeZone: string): Formatter {
  const key = `${language} ${timeZone}`;
  const known = made.get(key) ?? newFormatter(language, timeZone);
  made.set(key, known);
  return known;
}

function newFormatter(language: string, timeZone: string): Formatter {
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(language, { ...options, timeZone });
    return (moment: string | Date) =>
      format.format(typeof moment === "string" ? new Date(moment) : moment);
  };
  const time = dates({ hour: "2-digit", minute: "2-digit" });
  const date = dates({ day: "2-digit", month: "2-digit", year: "numeric" });
  const weekday = dates({ weekday: "long" });
  const fullDay = dates({ weekday: "long", day: "numeric", month: "long" });
  const fullDate = dates({ day: "numeric", month: "long", year: "numeric" });
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const dayKey = (moment: string | Date) => parts.format(new Date(moment));
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const numbers = new Intl.NumberFormat(language);
  const daysSince = (iso: string, now: Date) =>
    (Date.parse(dayKey(now)) - Date.parse(dayKey(iso))) / DAY_MS;
  const named = (days: number) =>
    days === 0 || days === 1 ? relative.format(-days, "day") : undefined;

  return {
    time,
    date,
    dateTime: (iso) => `${date(iso)} ${time(iso)}`,
    day(iso, now = new Date()) {
      const sameYear = dayKey(iso).slice(0, 4) === dayKey(now).slice(0, 4);
      return named(daysSince(iso, now)) ?? (sameYear ? fullDay(iso) : fullDate(iso));
    },
    weekday,
    short(iso, now = new Date()) {
      const days = daysSince(iso, now);
      if (days === 0) return time(iso);
      return named(days) ?? (days > 1 && days < 7 ? weekday(iso) : date(iso));
    },
    ago(iso, now = new Date()) {
      let left = (Date.parse(iso) - now.getTime()) / 1000;
      for (const [unit, next] of STEPS) {
        if (Math.abs(left) < next) return relative.format(Math.round(left), unit);
        left /= next;
      }
      return relative.format(Math.round(left), "year");
    },
    number: (value) => numbers.format(value),
    dayKey,
  };
}

/** `+55 11 98877-6655` of `+5511988776655`; numbers of other countries stay as they are, apart from their code. */
export function formatPhone(phone: string): string {
  const brazilian = /^\+55(\d{2})(\d{4,5})(\d{4})$/.exec(phone);
  return brazilian ? `+55 ${brazilian[1]} ${brazilian[2]}-${brazilian[3]}` : phone;
}
