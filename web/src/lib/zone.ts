/** When a day begins in a time zone: `2026-11-22` in São Paulo is `2026-11-22T03:00:00.000Z`. */
export function dayStart(day: string, timeZone: string): string {
  const wanted = Date.parse(`${day}T00:00:00.000Z`);
  // Twice, because the first guess may lie on the other side of a change of clocks.
  let moment = wanted - offsetAt(wanted, timeZone);
  moment = wanted - offsetAt(moment, timeZone);
  return new Date(moment).toISOString();
}

/** The day after `2026-11-30`: `2026-12-01`. */
export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** By how much a time zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return shown - moment;
}
