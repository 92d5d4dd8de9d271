import { X } from "lucide-react";
import { HueDot } from "./HueDot";
import { Icon } from "./Icon";

interface TagProps {
  name: string;
  hue: number;
  /** With both, the tag can be taken off. */
  removeLabel?: string | undefined;
  onRemove?: (() => void) | undefined;
}

export function Tag({ name, hue, removeLabel, onRemove }: TagProps) {
  return (
    <span className="inline-flex h-6 max-w-full items-center gap-1.5 rounded-sm px-2 text-xs font-medium whitespace-nowrap text-fg-2 inset-ring inset-ring-line-strong">
      <HueDot hue={hue} />
      <span className="truncate">{name}</span>
      {onRemove !== undefined && (
        <button
          type="button"
          aria-label={removeLabel}
          onClick={onRemove}
          className="relative -mr-1 grid size-4 cursor-pointer place-items-center rounded-xs text-fg-3 hover:bg-hover hover:text-fg before:absolute before:-inset-1 max-md:before:-inset-3.5"
        >
          <Icon of={X} size={12} />
        </button>
      )}
    </span>
  );
}
