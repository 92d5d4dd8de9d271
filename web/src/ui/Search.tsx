import { Search as Magnifier, X } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { Icon } from "./Icon";
import { KeyCap } from "./KeyCap";

interface SearchProps extends Omit<ComponentProps<"input">, "value" | "onChange" | "type"> {
  label: string;
  value: string;
  onValue: (value: string) => void;
  clearLabel: string;
  keyCap?: string | undefined;
}

export function Search({
  label,
  value,
  onValue,
  clearLabel,
  keyCap,
  className,
  ...rest
}: SearchProps) {
  return (
    <label
      className={cn(
        "flex h-8 items-center gap-2 rounded border border-line-field bg-surface pr-2 pl-2.5 text-fg-3 max-md:h-11",
        "focus-within:border-transparent focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-ring",
        className,
      )}
    >
      <Icon of={Magnifier} />
      <input
        {...rest}
        type="search"
        aria-label={label}
        value={value}
        onChange={(event) => onValue(event.target.value)}
        className="min-w-0 flex-1 bg-transparent text-sm text-fg outline-none [&::-webkit-search-cancel-button]:hidden placeholder:text-fg-3 placeholder:opacity-100 max-md:text-[16px]"
      />
      {value !== "" && (
        <button
          type="button"
          aria-label={clearLabel}
          onClick={() => onValue("")}
          className="grid size-6 cursor-pointer place-items-center rounded-sm hover:bg-hover hover:text-fg max-md:size-11"
        >
          <Icon of={X} size={14} />
        </button>
      )}
      {value === "" && keyCap !== undefined && <KeyCap keys={keyCap} />}
    </label>
  );
}
