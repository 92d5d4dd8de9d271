import type { ReactNode } from "react";
import { useMenuParts } from "./menuParts";

/** Says what the lines under it are. */
export function MenuLabel({ children }: { children: ReactNode }) {
  const DropdownMenu = useMenuParts();
  return (
    <DropdownMenu.Label className="px-2 pt-2 pb-1 text-xs font-medium text-fg-3">
      {children}
    </DropdownMenu.Label>
  );
}
