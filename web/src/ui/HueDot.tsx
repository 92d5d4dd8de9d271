import { cn } from "@/lib/cn";
import "./ui.css";

/** The colour of a tag, as a dot; the name stands beside it. */
export function HueDot({ hue, className }: { hue: number; className?: string | undefined }) {
  return (
    <i
      aria-hidden="true"
      style={{ "--h": hue }}
      className={cn("hue-dot size-1.5 shrink-0 rounded-full", className)}
    />
  );
}
