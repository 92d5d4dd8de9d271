import { Check, Minus } from "lucide-react";
import { type ComponentProps, useEffect, useRef } from "react";
import { cn } from "@/lib/cn";

interface CheckboxProps extends Omit<ComponentProps<"input">, "type" | "checked" | "size" | "ref"> {
  checked: boolean | "mixed";
}

export function Checkbox({ checked, className, ...rest }: CheckboxProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current !== null) input.current.indeterminate = checked === "mixed";
  }, [checked]);
  const Mark = checked === "mixed" ? Minus : Check;
  return (
    <span className={cn("relative inline-grid size-4 shrink-0 place-items-center", className)}>
      <input
        {...rest}
        ref={input}
        type="checkbox"
        checked={checked === true}
        className={cn(
          "size-4 cursor-pointer appearance-none rounded-xs border border-line-field bg-surface",
          "disabled:cursor-not-allowed disabled:border-line-strong disabled:bg-hover",
          "max-md:before:absolute max-md:before:-inset-3.5",
          checked !== false && "border-transparent bg-accent",
        )}
      />
      {checked !== false && (
        <Mark
          aria-hidden="true"
          strokeWidth={3}
          className="pointer-events-none absolute size-3 text-accent-fg"
        />
      )}
    </span>
  );
}
