import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

interface SwitchProps extends Omit<ComponentProps<"input">, "type" | "role" | "size" | "onChange"> {
  checked: boolean;
  onChecked: (checked: boolean) => void;
}

/** On or off, at once: what needs a save button is a checkbox. */
export function Switch({ checked, onChecked, className, ...rest }: SwitchProps) {
  return (
    <input
      {...rest}
      type="checkbox"
      role="switch"
      aria-checked={checked}
      checked={checked}
      onChange={(event) => onChecked(event.target.checked)}
      className={cn(
        "relative h-5 w-8 shrink-0 cursor-pointer appearance-none rounded-full bg-line-field transition-colors duration-(--duration)",
        "after:absolute after:top-0.5 after:left-0.5 after:size-4 after:rounded-full after:bg-white after:transition-transform after:duration-(--duration) after:ease-out",
        "checked:bg-accent checked:after:translate-x-3 disabled:cursor-not-allowed disabled:opacity-50",
        "max-md:before:absolute max-md:before:-inset-x-1.5 max-md:before:-inset-y-3",
        className,
      )}
    />
  );
}
