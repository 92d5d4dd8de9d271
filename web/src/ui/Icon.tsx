import type { LucideIcon } from "lucide-react";
import { cn } from "@/lib/cn";

const SIZES = { 12: "size-3", 14: "size-3.5", 16: "size-4", 20: "size-5", 24: "size-6" } as const;

interface IconProps {
  of: LucideIcon;
  size?: keyof typeof SIZES;
  className?: string | undefined;
}

/** A drawing beside words: never read out, so what it says must stand next to it. */
export function Icon({ of: Drawing, size = 16, className }: IconProps) {
  return (
    <Drawing
      aria-hidden="true"
      strokeWidth={size === 12 ? 2 : 1.75}
      className={cn("shrink-0", SIZES[size], className)}
    />
  );
}
