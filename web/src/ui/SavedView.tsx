import type { LucideIcon } from "lucide-react";
import { cn } from "@/lib/cn";
import { Icon } from "./Icon";

interface SavedViewProps {
  name: string;
  count?: string | undefined;
  icon?: LucideIcon | undefined;
  on: boolean;
  /** Somebody must act: the count is red. */
  hot?: boolean | undefined;
  onSelect: () => void;
}

export function SavedView({ name, count, icon, on, hot = false, onSelect }: SavedViewProps) {
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={onSelect}
      className={cn(
        "inline-flex h-7 shrink-0 cursor-pointer items-center gap-1.5 rounded-sm px-2 text-xs font-medium whitespace-nowrap inset-ring max-md:h-11 max-md:px-3 max-md:text-sm",
        on
          ? "bg-accent-soft text-accent-text inset-ring-accent-line"
          : "text-fg-2 inset-ring-line hover:bg-hover",
      )}
    >
      {icon !== undefined && <Icon of={icon} size={14} />}
      {name}
      {count !== undefined && (
        <span className={cn("tabular-nums", hot ? "text-danger-text" : !on && "text-fg-3")}>
          {count}
        </span>
      )}
    </button>
  );
}
