import type { Formatter } from "@/lib/format";

/** When something was or will be: the time alone on the day itself. */
export function momentOf(format: Formatter, at: string, now: number): string {
  return format.dayKey(at) === format.dayKey(new Date(now)) ? format.time(at) : format.dateTime(at);
}
