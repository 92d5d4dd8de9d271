/** The last moment before a filter's end, which is the beginning of the day after: it lies on the day that people mean. */
export function lastMoment(end: string): string {
  return new Date(Date.parse(end) - 1).toISOString();
}
