import { cn } from "@/lib/cn";

interface KeyCapProps {
  keys: string;
  /** On a filled button the cap takes the button's colour. */
  onAccent?: boolean | undefined;
  className?: string | undefined;
}

/** Shows a key where the key works; gone on touch, where there is none. */
export function KeyCap({ keys, onAccent = false, className }: KeyCapProps) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "inline-grid h-4.5 min-w-4.5 place-items-center rounded-xs border px-1 font-sans text-2xs font-medium max-md:hidden pointer-coarse:hidden",
        onAccent ? "border-white/45 text-inherit" : "border-line-strong bg-surface text-fg-3",
        className,
      )}
    >
      {keys}
    </span>
  );
}
