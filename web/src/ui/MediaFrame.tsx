import type { LucideIcon } from "lucide-react";
import { cn } from "@/lib/cn";
import { Icon } from "./Icon";

interface MediaFrameProps {
  icon: LucideIcon;
  /** What it is and where it is. */
  label: string;
  detail?: string | undefined;
  className?: string | undefined;
}

/** The place of a picture or video whose bytes are not here. */
export function MediaFrame({ icon, label, detail, className }: MediaFrameProps) {
  return (
    <div
      className={cn(
        "flex h-33 w-full flex-col items-center justify-center gap-1 rounded-[9px] rounded-b-[3px] bg-active px-3 text-center text-xs text-fg-2",
        className,
      )}
    >
      <Icon of={icon} size={24} />
      <span className="font-medium">{label}</span>
      {detail !== undefined && <span className="text-fg-3">{detail}</span>}
    </div>
  );
}
