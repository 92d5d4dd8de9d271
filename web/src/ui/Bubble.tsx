import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import type { Side } from "./BubbleRow";

interface BubbleProps {
  side: Side;
  grouped?: boolean | undefined;
  /** Failed: red border. Unconfirmed: dashed. */
  state?: "failed" | "unconfirmed" | undefined;
  /** A picture fills it: hardly any padding. */
  media?: boolean | undefined;
  className?: string | undefined;
  children: ReactNode;
}

export function Bubble({
  side,
  grouped = false,
  state,
  media = false,
  className,
  children,
}: BubbleProps) {
  return (
    <div
      className={cn(
        "relative max-w-full rounded-lg border wrap-anywhere",
        media ? "w-72 p-0.75" : "px-2.75 py-1.75",
        side === "in"
          ? "rounded-bl-xs border-bubble-in-line bg-bubble-in"
          : "rounded-br-xs border-bubble-out-line bg-bubble-out",
        grouped && (side === "in" ? "rounded-tl-xs" : "rounded-tr-xs"),
        state === "failed" && "border-danger-line",
        state === "unconfirmed" && "border-dashed border-warn-line",
        className,
      )}
    >
      {children}
    </div>
  );
}
