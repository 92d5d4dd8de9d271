import { X } from "lucide-react";
import { Icon } from "./Icon";

interface FilterChipProps {
  name: string;
  value: string;
  removeLabel: string;
  onRemove: () => void;
}

/** A filter that is on: what it looks at, what it asks for, and the way to take it off. */
export function FilterChip({ name, value, removeLabel, onRemove }: FilterChipProps) {
  return (
    <span className="inline-flex h-8 min-w-0 shrink-0 items-center rounded border border-line-strong bg-surface text-sm whitespace-nowrap max-md:h-11">
      <span className="px-2 text-fg-3">{name}</span>
      <b className="inline-flex h-full max-w-40 items-center border-l border-line px-2 font-medium">
        <span className="truncate">{value}</span>
      </b>
      <button
        type="button"
        aria-label={removeLabel}
        onClick={onRemove}
        className="grid h-full w-7 cursor-pointer place-items-center border-l border-line text-fg-3 hover:bg-hover hover:text-fg max-md:w-11"
      >
        <Icon of={X} size={14} />
      </button>
    </span>
  );
}
