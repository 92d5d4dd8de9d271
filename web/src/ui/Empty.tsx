import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Icon } from "./Icon";

interface EmptyProps {
  icon: LucideIcon;
  title: string;
  /** What will stand here, or what to do. */
  text?: ReactNode;
  /** The first thing to do. */
  action?: ReactNode;
  className?: string | undefined;
}

export function Empty({ icon, title, text, action, className }: EmptyProps) {
  return (
    <div
      className={cn(
        "flex h-full flex-col items-center justify-center gap-3 p-8 text-center",
        className,
      )}
    >
      <span className="grid size-10 place-items-center rounded-lg border border-line-strong bg-surface text-fg-2">
        <Icon of={icon} size={20} />
      </span>
      <h2 className="text-md font-semibold">{title}</h2>
      {text !== undefined && <div className="-mt-1 max-w-[42ch] text-fg-2">{text}</div>}
      {action}
    </div>
  );
}
