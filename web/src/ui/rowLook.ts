import { cn } from "@/lib/cn";

export interface RowState {
  /** Open beside the list. */
  current?: boolean | undefined;
  selected?: boolean | undefined;
  /** Others are selected: the open row steps back. */
  selecting?: boolean | undefined;
  unread?: boolean | undefined;
}

/** How a row's element looks: use it on the link that is the row. */
export function rowLook({
  current = false,
  selected = false,
  selecting = false,
}: RowState): string {
  return cn(
    "relative grid h-20 grid-cols-[36px_minmax(0,1fr)] gap-x-3 px-4 pt-2.5 pb-2 text-left inset-shadow-[0_-1px_0_var(--color-line)] hover:bg-hover max-md:h-21 max-md:pt-3",
    "focus-visible:-outline-offset-2",
    selected && "bg-accent-soft hover:bg-accent-soft",
    current && (selecting && !selected ? "bg-hover" : "bg-accent-soft hover:bg-accent-soft"),
    current && "before:absolute before:inset-y-0 before:left-0 before:w-0.5 before:bg-accent",
    current && selecting && !selected && "before:bg-line-field",
  );
}
