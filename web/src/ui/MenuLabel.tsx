import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";

/** Says what the lines under it are. */
export function MenuLabel({ children }: { children: ReactNode }) {
  return (
    <DropdownMenu.Label className="px-2 pt-2 pb-1 text-xs font-medium text-fg-3">
      {children}
    </DropdownMenu.Label>
  );
}
