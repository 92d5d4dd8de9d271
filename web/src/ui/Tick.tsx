import { cn } from "@/lib/cn";

/** What a tick can say. Shapes differ, not only colours. */
export type TickState = "queued" | "sent" | "delivered" | "read" | "failed" | "unconfirmed";

const COLOURS: Record<TickState, string> = {
  queued: "stroke-tick",
  sent: "stroke-tick",
  delivered: "stroke-tick",
  read: "stroke-tick-read",
  failed: "stroke-danger-text",
  unconfirmed: "stroke-warn-text",
};

const TWO = "m1.2 6.4 2.6 2.6 5.4-5.8M7 8.2l.8.8 5.4-5.8";

const PATHS: Record<TickState, string> = {
  queued: "M8 3.6V6l1.6 1",
  sent: "m4 6.4 2.6 2.6L12 3.2",
  delivered: TWO,
  read: TWO,
  failed: "M8 3.6v2.8M8 8.3v.1",
  unconfirmed: "M6.9 4.8c0-1.5 2.3-1.5 2.3 0 0 .9-1.2 1-1.2 1.9M8 8.5v.1",
};

const RADII: Partial<Record<TickState, number>> = { queued: 4.5, failed: 4.7, unconfirmed: 4.7 };

interface TickProps {
  state: TickState;
  label: string;
  className?: string | undefined;
}

export function Tick({ state, label, className }: TickProps) {
  const radius = RADII[state];
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox="0 0 16 12"
      fill="none"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={cn("h-3 w-4 shrink-0", COLOURS[state], className)}
    >
      {radius !== undefined && <circle cx="8" cy="6" r={radius} />}
      <path d={PATHS[state]} />
    </svg>
  );
}
