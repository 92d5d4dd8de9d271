import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "./Icon";

interface SystemLineProps {
  icon: LucideIcon;
  children: ReactNode;
  /** What was written with it, as a transfer's note. */
  note?: string | undefined;
}

const RULE = "h-px min-w-4 flex-1 bg-line";

/** What happened to the conversation, between the messages. */
export function SystemLine({ icon, children, note }: SystemLineProps) {
  return (
    <>
      <div className="my-2 flex items-center gap-2.5 text-center text-xs text-fg-3">
        <i className={RULE} />
        <span className="inline-flex max-w-[80%] items-center gap-1.5 [&_b]:font-medium [&_b]:text-fg-2">
          <Icon of={icon} size={14} />
          <span>{children}</span>
        </span>
        <i className={RULE} />
      </div>
      {note !== undefined && (
        <p className="-mt-0.5 mb-2 max-w-110 self-center px-3 text-center text-xs text-balance text-fg-2">
          {note}
        </p>
      )}
    </>
  );
}
