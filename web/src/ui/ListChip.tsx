import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { HueDot } from "./HueDot";

const look = cva(
  "inline-flex h-4.5 shrink-0 items-center gap-1 rounded-xs text-2xs font-medium whitespace-nowrap tabular-nums",
  {
    variants: {
      tone: {
        line: "bg-surface px-1.5 text-fg-2 inset-ring inset-ring-line",
        solid: "bg-active px-1.5 text-fg-2",
        warn: "bg-warn-soft px-1.5 text-warn-text",
        danger: "bg-danger-soft px-1.5 text-danger-text",
        bare: "px-0.5 text-fg-2",
      },
    },
    defaultVariants: { tone: "line" },
  },
);

interface ListChipProps extends ComponentProps<"span">, VariantProps<typeof look> {
  hue?: number | undefined;
}

/** The small chip of a list row. */
export function ListChip({ tone, hue, className, children, ...rest }: ListChipProps) {
  return (
    <span {...rest} className={cn(look({ tone }), className)}>
      {hue !== undefined && <HueDot hue={hue} />}
      {children}
    </span>
  );
}
