import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export type Side = "in" | "out";

interface BubbleRowProps {
  side: Side;
  /** Follows one of the same sender: closer, and the joined corner is flat. */
  grouped?: boolean | undefined;
  /** Room for a reaction that hangs out below. */
  reacted?: boolean | undefined;
  className?: string | undefined;
  children: ReactNode;
}

/** The place of a bubble in the thread, with what stands over and under it. */
export function BubbleRow({
  side,
  grouped = false,
  reacted = false,
  className,
  children,
}: BubbleRowProps) {
  return (
    <div
      className={cn(
        "relative flex max-w-[min(460px,82%)] flex-col items-start max-md:max-w-[88%]",
        side === "out" && "items-end self-end",
        grouped ? "mt-0.5" : "mt-2.5",
        reacted && "mb-3.5",
        className,
      )}
    >
      {children}
    </div>
  );
}
