import { cn } from "@/lib/cn";
import type { Side } from "./BubbleRow";

interface ReactionProps {
  emoji: string;
  /** Of whom, for screen readers. */
  label: string;
  side: Side;
}

/** Hangs on the lower edge of the bubble it belongs to. */
export function Reaction({ emoji, label, side }: ReactionProps) {
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      className={cn(
        "absolute -bottom-3.5 inline-flex h-5.5 items-center gap-1 rounded-full border border-line bg-raised px-1.5 text-xs",
        side === "in" ? "left-3" : "right-3",
      )}
    >
      {emoji}
    </span>
  );
}
