import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { FIELD } from "./controls";
import { Icon } from "./Icon";

interface SelectProps extends Omit<ComponentProps<"select">, "size"> {
  size?: "sm" | "md" | undefined;
}

/** A choice among few: the browser's own list, so that it is right on phones and for screen readers. */
export function Select({ size = "md", className, children, ...rest }: SelectProps) {
  return (
    <span className={cn("relative inline-flex", size === "md" && "w-full", className)}>
      <select
        {...rest}
        className={cn(
          FIELD,
          "cursor-pointer appearance-none truncate pr-8",
          size === "sm" ? "h-8 pl-2.5 text-sm max-md:h-11" : "h-9 max-md:h-11",
        )}
      >
        {children}
      </select>
      <Icon
        of={ChevronDown}
        size={14}
        className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-fg-2"
      />
    </span>
  );
}
