import { type KeyboardEvent, useRef } from "react";
import { cn } from "@/lib/cn";

export interface TabItem<Id extends string> {
  id: Id;
  label: string;
  /** Already written out: `12`, `999+`. */
  count?: string | undefined;
}

interface TabsProps<Id extends string> {
  label: string;
  items: readonly TabItem<Id>[];
  value: Id;
  onValue: (id: Id) => void;
  /** The id of the element that shows what is chosen. */
  controls?: string | undefined;
  className?: string | undefined;
  tabClassName?: string | undefined;
}

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

/** One of a few views. Arrow keys go from tab to tab, as the pattern asks; one stop in the tab order. */
export function Tabs<Id extends string>({
  label,
  items,
  value,
  onValue,
  controls,
  className,
  tabClassName,
}: TabsProps<Id>) {
  const list = useRef<HTMLDivElement>(null);

  function onKeyDown(event: KeyboardEvent) {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const here = items.findIndex((item) => item.id === value);
    const index = (here + step + items.length) % items.length;
    const next = items[index];
    if (next === undefined) return;
    onValue(next.id);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[index]?.focus();
  }

  return (
    <div
      ref={list}
      role="tablist"
      aria-label={label}
      onKeyDown={onKeyDown}
      className={cn("flex gap-1 border-b border-line", className)}
    >
      {items.map((item) => (
        <button
          key={item.id}
          type="button"
          role="tab"
          aria-selected={item.id === value}
          aria-controls={controls}
          tabIndex={item.id === value ? 0 : -1}
          onClick={() => onValue(item.id)}
          className={cn(
            "group -mb-px inline-flex h-10 cursor-pointer items-center gap-1.5 border-b-2 border-transparent px-2 text-sm font-medium whitespace-nowrap text-fg-2",
            "hover:text-fg aria-selected:border-accent aria-selected:text-fg max-md:h-12 max-md:text-base",
            tabClassName,
          )}
        >
          {item.label}{" "}
          {item.count !== undefined && (
            <span className="text-xs font-medium text-fg-3 tabular-nums group-aria-selected:text-accent-text">
              {item.count}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}
