import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

const look = cva(
  "inline-flex h-5 shrink-0 items-center gap-1 rounded-xs px-1.5 text-xs font-medium whitespace-nowrap tabular-nums",
  {
    variants: {
      tone: {
        neutral: "bg-hover text-fg-2",
        ok: "bg-ok-soft text-ok-text",
        warn: "bg-warn-soft text-warn-text",
        danger: "bg-danger-soft text-danger-text",
        info: "bg-info-soft text-info-text",
        accent: "bg-accent-soft text-accent-text",
        line: "text-fg-2 inset-ring inset-ring-line-strong",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

/** A state in a word. */
export function Badge({
  tone,
  className,
  ...rest
}: ComponentProps<"span"> & VariantProps<typeof look>) {
  return <span {...rest} className={cn(look({ tone }), className)} />;
}
