import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { Icon } from "./Icon";

interface IconButtonProps extends Omit<ComponentProps<"button">, "children" | "aria-label"> {
  icon: LucideIcon;
  /** What it does: its name, and with the key its tooltip. */
  label: string;
  keyCap?: string | undefined;
  /** A toggle that is on is filled. */
  pressed?: boolean | undefined;
  size?: "sm" | "md" | undefined;
}

export function IconButton({
  icon,
  label,
  keyCap,
  pressed,
  size = "md",
  className,
  type = "button",
  ...rest
}: IconButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-label={label}
      aria-pressed={pressed}
      aria-keyshortcuts={keyCap}
      title={keyCap === undefined ? label : `${label} · ${keyCap}`}
      className={cn(
        "inline-grid shrink-0 cursor-pointer place-items-center text-fg-2 transition-colors duration-(--duration-fast) max-md:size-11",
        "enabled:hover:bg-hover enabled:hover:text-fg enabled:active:bg-active disabled:cursor-not-allowed disabled:text-line-field",
        size === "sm" ? "size-7 rounded-sm" : "size-8 rounded",
        pressed && "bg-active text-fg",
        className,
      )}
    >
      <Icon of={icon} />
    </button>
  );
}
