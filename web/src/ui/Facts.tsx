import type { ReactNode } from "react";

/** Names and values under each other, as in a side panel. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-2 gap-y-0.5 text-sm">{children}</dl>
  );
}
