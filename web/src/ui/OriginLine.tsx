import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "./Icon";

/** Over a bubble: what made it come, as a campaign, a flow or a button that was chosen. */
export function OriginLine({ icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <span className="mb-1 inline-flex items-center gap-1.5 text-xs text-fg-3 [&_b]:font-medium [&_b]:text-fg-2">
      <Icon of={icon} size={14} />
      <span>{children}</span>
    </span>
  );
}
