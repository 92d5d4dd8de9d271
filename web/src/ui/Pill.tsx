import { cn } from "@/lib/cn";

interface PillProps {
  count: number;
  /** What is counted, for screen readers. */
  label: string;
  muted?: boolean | undefined;
  className?: string | undefined;
}

/** How many are unread; over 99 the pill says so instead of growing. */
export function Pill({ count, label, muted = false, className }: PillProps) {
  return (
    <span
      className={cn(
        "inline-grid h-4.5 min-w-4.5 shrink-0 place-items-center rounded-full px-1.25 text-2xs font-semibold tabular-nums",
        muted ? "bg-active text-fg-2" : "bg-accent text-accent-fg",
        className,
      )}
    >
      <span aria-hidden="true">{count > 99 ? "99+" : count}</span>
      <span className="sr-only">{label}</span>
    </span>
  );
}
