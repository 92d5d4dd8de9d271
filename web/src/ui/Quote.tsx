import type { LucideIcon } from "lucide-react";
import { Icon } from "./Icon";

interface QuoteProps {
  author: string;
  text: string;
  icon?: LucideIcon | undefined;
  /** Says where a click goes. */
  label: string;
  onJump?: (() => void) | undefined;
}

const LOOK =
  "-mx-1 mb-1.5 block min-w-40 max-w-full rounded-xs border-l-3 border-accent bg-fg/5 px-2 py-1 text-left text-xs text-fg-2";

/** The message that is answered; a click goes to it when it is at hand. */
export function Quote({ author, text, icon, label, onJump }: QuoteProps) {
  const inside = (
    <>
      <b className="block truncate font-semibold text-accent-text">{author}</b>
      <span className="flex items-center gap-1">
        {icon !== undefined && <Icon of={icon} size={12} />}
        <span className="line-clamp-2">{text}</span>
      </span>
    </>
  );
  if (onJump === undefined) return <div className={LOOK}>{inside}</div>;
  return (
    <button
      type="button"
      title={label}
      onClick={onJump}
      className={`${LOOK} cursor-pointer hover:bg-fg/8`}
    >
      {inside}
    </button>
  );
}
