import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { Icon } from "./Icon";
import { KeyCap } from "./KeyCap";

const look = cva(
  [
    "inline-flex shrink-0 cursor-pointer items-center justify-center gap-1.5 whitespace-nowrap rounded border font-medium",
    "transition-colors duration-(--duration-fast) max-md:h-11 max-md:px-4 max-md:text-base",
    "disabled:cursor-not-allowed disabled:border-transparent disabled:bg-active disabled:text-fg-3",
    "aria-disabled:cursor-not-allowed aria-disabled:border-transparent aria-disabled:bg-active aria-disabled:text-fg-3",
  ],
  {
    variants: {
      kind: {
        primary:
          "border-transparent bg-accent text-accent-fg enabled:hover:bg-accent-hover enabled:active:bg-accent-hover",
        outline: "border-line-strong bg-surface enabled:hover:bg-hover enabled:active:bg-active",
        ghost: "border-transparent bg-transparent enabled:hover:bg-hover enabled:active:bg-active",
        danger:
          "border-transparent bg-danger text-danger-fg enabled:hover:brightness-95 enabled:active:brightness-90",
        dangerOutline:
          "border-danger-line bg-transparent text-danger-text enabled:hover:bg-danger-soft",
      },
      size: {
        sm: "h-7 rounded-sm px-2.5 text-xs max-md:text-sm",
        md: "h-8 px-3 text-sm",
        lg: "h-10 px-4 text-base",
      },
    },
    defaultVariants: { kind: "outline", size: "md" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof look> {
  /** Work is under way: shows a spinner, keeps the focus, takes no second click. */
  busy?: boolean | undefined;
  /** The key that does the same, shown as a cap. */
  keyCap?: string | undefined;
}

export function Button({
  kind,
  size,
  busy = false,
  keyCap,
  className,
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-busy={busy || undefined}
      aria-keyshortcuts={keyCap === undefined || keyCap.length > 1 ? undefined : keyCap}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={cn(look({ kind, size }), className)}
    >
      {busy && <Icon of={LoaderCircle} className="motion-safe:animate-spin" />}
      {children}
      {keyCap !== undefined && (
        <KeyCap
          keys={keyCap}
          onAccent={kind === "primary" || kind === "danger"}
          className="-mr-1"
        />
      )}
    </button>
  );
}
