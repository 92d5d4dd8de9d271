const HOUR_MS = 3_600_000;
const WHOLE_MS = 24 * HOUR_MS;
const ENDING_MS = 2 * HOUR_MS;

/** The 24 hours in which anything may be written, as it stands now. */
export type ServiceWindow =
  | { open: false; since: string | null }
  | { open: true; left: number; hours: number; minutes: number; ending: boolean };

/** `expiresAt` null: the customer never wrote. */
export function serviceWindow(expiresAt: string | null | undefined, now: number): ServiceWindow {
  const left = expiresAt ? Date.parse(expiresAt) - now : 0;
  if (left <= 0) return { open: false, since: expiresAt ?? null };
  const minutes = Math.ceil(left / 60_000);
  return {
    open: true,
    left: Math.min(1, left / WHOLE_MS),
    hours: Math.floor(minutes / 60),
    minutes: minutes % 60,
    ending: left < ENDING_MS,
  };
}
