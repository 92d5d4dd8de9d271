// i18n-uses settingsStuck:job.*
const JOBS = [
  "mark-read",
  "show-typing",
  "run-bulk",
  "wake-conversation",
  "try-awaiting",
  "forget-tag",
] as const;

/** The key of what a kind of job (`mark-read.v1`) does; undefined when the texts do not know it. */
export function jobKey(kind: string) {
  const known = JOBS.find((one) => kind.startsWith(`${one}.v`));
  return known && (`job.${known}` as const);
}
