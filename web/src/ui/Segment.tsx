import { cn } from "@/lib/cn";

interface SegmentProps<Id extends string> {
  label: string;
  items: readonly { id: Id; label: string }[];
  value: Id;
  onValue: (id: Id) => void;
  className?: string | undefined;
}

/** One of a few small choices, all in sight. */
export function Segment<Id extends string>({
  label,
  items,
  value,
  onValue,
  className,
}: SegmentProps<Id>) {
  return (
    <fieldset
      aria-label={label}
      className={cn("m-0 inline-flex gap-0.5 rounded border-0 bg-active p-0.5", className)}
    >
      {items.map((item) => (
        <button
          key={item.id}
          type="button"
          aria-pressed={item.id === value}
          onClick={() => onValue(item.id)}
          className={cn(
            "inline-flex h-7 cursor-pointer items-center gap-1.5 rounded-sm px-2.5 text-sm font-medium text-fg-2 hover:text-fg max-md:h-10",
            "aria-pressed:bg-surface aria-pressed:text-fg aria-pressed:ring aria-pressed:ring-line dark:aria-pressed:bg-line-strong dark:aria-pressed:ring-0",
          )}
        >
          {item.label}
        </button>
      ))}
    </fieldset>
  );
}
