import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { FIELD } from "./controls";

/** One line of text. Name it with `Field`, or with `aria-label` where no label stands. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={cn(FIELD, "h-9 max-md:h-11", className)} />;
}
