import { Lock } from "lucide-react";
import { cn } from "@/lib/cn";
import { Icon } from "./Icon";

const WHOLE = 37.7;

interface WindowRingProps {
  /** Part of the 24 hours that is left, 0 to 1; null when the window is closed. */
  left: number | null;
  /** Under two hours. */
  ending?: boolean | undefined;
  size?: 12 | 16;
}

/** How much of the 24-hour window is left; the time in words stands beside it. */
export function WindowRing({ left, ending = false, size = 16 }: WindowRingProps) {
  if (left === null) return <Icon of={Lock} size={size === 12 ? 12 : 14} />;
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={cn("-rotate-90 shrink-0", size === 12 ? "size-3" : "size-4")}
    >
      <circle cx="8" cy="8" r="6" fill="none" strokeWidth="2.5" className="stroke-line-strong" />
      <circle
        cx="8"
        cy="8"
        r="6"
        fill="none"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeDasharray={`${(Math.min(Math.max(left, 0.02), 1) * WHOLE).toFixed(1)} 40`}
        className={ending ? "stroke-warn" : "stroke-accent"}
      />
    </svg>
  );
}
