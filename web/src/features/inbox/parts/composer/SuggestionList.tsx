import { type ReactNode, useEffect, useRef } from "react";
import { cn } from "@/lib/cn";
import { ITEM } from "@/ui";
import { optionId } from "./useSuggestions";

/** What the list shares with the field above which it stands. */
export interface SuggestionState {
  id: string;
  /** The one that Enter takes. */
  active: number;
  onActive: (place: number) => void;
}

interface SuggestionListProps<Row> {
  state: SuggestionState;
  label: string;
  rows: readonly Row[];
  onPick: (row: Row) => void;
  /** What stands in an option. */
  children: (row: Row) => ReactNode;
  className?: string | undefined;
  itemClassName?: string | undefined;
}

/** The options of a field that keeps the focus. */
export function SuggestionList<Row extends { id: string }>({
  state: { id, active, onActive },
  label,
  rows,
  onPick,
  children,
  className,
  itemClassName,
}: SuggestionListProps<Row>) {
  const chosen = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: brought into sight whenever another one is chosen
  useEffect(() => {
    // Browsers may answer with a promise, which must not become the clean-up.
    chosen.current?.scrollIntoView?.({ block: "nearest" });
  }, [active]);
  return (
    <div role="listbox" id={id} aria-label={label} className={className}>
      {rows.map((row, index) => (
        <button
          key={row.id}
          ref={index === active ? chosen : undefined}
          type="button"
          role="option"
          id={optionId(id, index)}
          aria-selected={index === active}
          tabIndex={-1}
          onPointerDown={(event) => event.preventDefault()}
          onPointerMove={() => index !== active && onActive(index)}
          onClick={() => onPick(row)}
          className={cn(ITEM, itemClassName, index === active && "bg-hover")}
        >
          {children(row)}
        </button>
      ))}
    </div>
  );
}
