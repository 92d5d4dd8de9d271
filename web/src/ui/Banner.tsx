import { CircleAlert, type LucideIcon, RefreshCw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Icon } from "./Icon";

const TONES = {
  warn: "border-warn-line bg-warn-soft text-warn-text",
  info: "border-info-line bg-info-soft text-info-text",
  danger: "border-danger-line bg-danger-soft text-danger-text",
} as const;

const ICONS: Record<keyof typeof TONES, LucideIcon> = {
  warn: TriangleAlert,
  info: RefreshCw,
  danger: CircleAlert,
};

interface BannerProps {
  tone: keyof typeof TONES;
  icon?: LucideIcon | undefined;
  /** A button or link at the right end. */
  action?: ReactNode;
  className?: string | undefined;
  children: ReactNode;
}

/** One line over the page or pane it speaks of. */
export function Banner({ tone, icon, action, className, children }: BannerProps) {
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={cn(
        "flex flex-none items-center gap-2 border-b px-4 py-2 text-sm",
        TONES[tone],
        className,
      )}
    >
      <Icon of={icon ?? ICONS[tone]} />
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  );
}
