import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

/** Our type sizes are named like no other scale, so that `text-2xs text-fg-3` is a size and a colour, not two colours. */
const merge = extendTailwindMerge({
  extend: { theme: { text: ["2xs", "xs", "sm", "base", "md", "lg", "xl"] } },
});

/** Joins class names; of two that set the same property the later one holds. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
