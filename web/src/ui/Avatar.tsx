import { User } from "lucide-react";
import { cn } from "@/lib/cn";
import { hueOf, initialsOf } from "./hue";
import { Icon } from "./Icon";
import "./ui.css";

const SIZES = {
  16: "size-4 text-[8px] font-bold",
  20: "size-5 text-[9px]",
  24: "size-6 text-[10px]",
  28: "size-7 text-[11px]",
  32: "size-8 text-xs",
  36: "size-9 text-sm",
  48: "size-12 text-md",
  56: "size-14 text-[18px]",
} as const;

const PRESENCE = { online: "bg-ok", away: "bg-warn", offline: "bg-line-field" } as const;

interface AvatarProps {
  /** Null: nobody. */
  name: string | null;
  /** The colour comes from it, so a renamed person keeps hers. */
  id?: string | undefined;
  size?: keyof typeof SIZES;
  presence?: keyof typeof PRESENCE | undefined;
  /** Says who it is where no name stands beside it. */
  label?: string | undefined;
  className?: string | undefined;
}

export function Avatar({ name, id, size = 36, presence, label, className }: AvatarProps) {
  return (
    <>
      <span
        aria-hidden="true"
        title={label}
        style={name === null ? undefined : { "--h": hueOf(id ?? name) }}
        className={cn(
          "relative inline-grid shrink-0 place-items-center rounded-full leading-none font-semibold tracking-[.01em] select-none",
          SIZES[size],
          name === null ? "border border-dashed border-line-field text-fg-3" : "hue-avatar",
          className,
        )}
      >
        {name === null ? (
          <Icon of={User} size={12} className={size <= 16 ? "size-2.5" : undefined} />
        ) : (
          initialsOf(name)
        )}
        {presence !== undefined && (
          <i
            className={cn(
              "absolute -right-0.5 -bottom-0.5 size-2.5 rounded-full border-2 border-surface",
              PRESENCE[presence],
            )}
          />
        )}
      </span>
      {label !== undefined && <span className="sr-only">{label}</span>}
    </>
  );
}
