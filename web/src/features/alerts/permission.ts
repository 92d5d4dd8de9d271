/** i18n-uses session:alerts.refused.* Why the browser shows no notifications; null when it does. */
export type Refusal = "insecure" | "unsupported" | "blocked" | "dismissed";

/** Asks the person, by the browser's own question. Only on a switch she moved: browsers punish anything else. */
export async function askForNotifications(): Promise<Refusal | null> {
  if (!isSecureContext) return "insecure";
  if (!("Notification" in globalThis)) return "unsupported";
  const answer = await Notification.requestPermission();
  if (answer === "granted") return null;
  return answer === "denied" ? "blocked" : "dismissed";
}

/** Whether the browser shows notifications now: what was allowed can be taken back in its settings. */
export function mayNotify(): boolean {
  return "Notification" in globalThis && Notification.permission === "granted";
}
