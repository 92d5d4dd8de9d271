import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

interface FileCardProps {
  /** Its kind in up to four letters: `PDF`. */
  kind: string;
  name: string;
  /** Size, pages, or where the bytes are. */
  detail: string;
  picture?: boolean | undefined;
  action?: ReactNode;
}

export function FileCard({ kind, name, detail, picture = false, action }: FileCardProps) {
  return (
    <div className="flex w-75 max-w-full items-center gap-2.5 py-0.5">
      <span
        aria-hidden="true"
        className={cn(
          "grid h-10 w-9 shrink-0 place-items-center rounded-sm text-[10px] font-bold",
          picture ? "bg-info-soft text-info-text" : "bg-danger-soft text-danger-text",
        )}
      >
        {kind.slice(0, 4).toUpperCase()}
      </span>
      <div className="min-w-0 flex-1">
        <div className="truncate font-medium">{name}</div>
        <div className="truncate text-xs text-fg-2 tabular-nums">{detail}</div>
      </div>
      {action}
    </div>
  );
}
