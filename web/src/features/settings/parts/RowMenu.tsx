import { Ellipsis } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton, Menu } from "@/ui";

/** What can be done with one row. */
export function RowMenu({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Menu trigger={<IconButton icon={Ellipsis} label={label} size="sm" />} align="end">
      {children}
    </Menu>
  );
}
