import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { FIELD } from "./controls";

/** Several lines of text; its height is what `rows` says. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea {...rest} className={cn(FIELD, "resize-none py-2", className)} />;
}
