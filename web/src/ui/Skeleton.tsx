import { cn } from "@/lib/cn";
import "./ui.css";

/** A bar in the place of what is loading; give it that thing's size. */
export function Skeleton({ className }: { className?: string | undefined }) {
  return (
    <span aria-hidden="true" className={cn("skeleton block h-3 rounded-xs bg-active", className)} />
  );
}
