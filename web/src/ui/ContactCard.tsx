import type { ReactNode } from "react";
import { Avatar } from "./Avatar";

interface ContactCardProps {
  name: string;
  detail?: string | undefined;
  /** Buttons on the lower edge. */
  actions?: ReactNode;
}

/** A person sent in a message. */
export function ContactCard({ name, detail, actions }: ContactCardProps) {
  return (
    <div className="w-68 max-w-full">
      <div className="flex items-center gap-2.5 pb-1">
        <Avatar name={name} />
        <div className="min-w-0 flex-1">
          <div className="truncate font-semibold">{name}</div>
          {detail !== undefined && (
            <div className="truncate text-xs text-fg-3 tabular-nums">{detail}</div>
          )}
        </div>
      </div>
      {actions}
    </div>
  );
}
