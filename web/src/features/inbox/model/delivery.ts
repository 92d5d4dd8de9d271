import type { TickState } from "@/ui";

/** i18n-uses inbox:tick.* */
const TICKS: Record<string, TickState> = {
  queued: "queued",
  sending: "queued",
  accepted: "sent",
  sent: "sent",
  delivered: "delivered",
  read: "read",
  played: "read",
  failed: "failed",
  unconfirmed: "unconfirmed",
};

/** The tick of a message's status; none for inbound and cancelled ones. A status we do not know is shown as on its way. */
export function tickOf(status: string): TickState | null {
  if (status === "received" || status === "cancelled") return null;
  return TICKS[status] ?? "queued";
}
