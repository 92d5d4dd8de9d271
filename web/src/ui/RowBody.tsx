import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { RowMark } from "./RowMark";
import type { RowState } from "./rowLook";

export interface RowParts {
  avatar: ReactNode;
  name: string;
  time: ReactNode;
  preview: ReactNode;
  /** At the right of the preview: the unread pill. */
  count?: ReactNode;
  /** The third line. */
  chips: ReactNode;
}

/** What stands in a row of the conversation list. */
export function RowBody({
  avatar,
  name,
  time,
  preview,
  count,
  chips,
  selected,
  unread,
}: RowParts & RowState) {
  return (
    <>
      {selected ? <RowMark /> : avatar}
      <span className="block min-w-0">
        <span className="flex h-5 min-w-0 items-center gap-1.5">
          <span
            className={cn(
              "min-w-0 flex-1 truncate text-base",
              unread ? "font-semibold" : "font-medium",
            )}
          >
            {name}
          </span>
          <span
            className={cn(
              "shrink-0 text-xs tabular-nums",
              unread ? "font-medium text-accent-text" : "text-fg-3",
            )}
          >
            {time}
          </span>
        </span>
        <span
          className={cn(
            "mt-px flex h-4.5 min-w-0 items-center gap-1.5 text-sm",
            unread ? "font-medium text-fg" : "text-fg-2",
          )}
        >
          <span className="flex min-w-0 flex-1 items-center gap-1.5">{preview}</span>
          {count}
        </span>
        <span className="mt-1 flex h-4.5 min-w-0 items-center gap-1 overflow-hidden">{chips}</span>
      </span>
    </>
  );
}
