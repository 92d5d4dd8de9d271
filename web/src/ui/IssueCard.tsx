import { CircleAlert, CircleHelp } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Icon } from "./Icon";

interface IssueCardProps {
  kind: "failed" | "unconfirmed";
  title: string;
  /** Meta's code, or since when. */
  aside?: string | undefined;
  /** What happened and who resolves it. */
  children: ReactNode;
  /** The remedy first. */
  actions?: ReactNode;
}

/** Explains a bubble that did not get through, under it. */
export function IssueCard({ kind, title, aside, children, actions }: IssueCardProps) {
  const failed = kind === "failed";
  return (
    <section
      aria-label={title}
      className={cn(
        "mt-1 w-105 max-w-full rounded border px-3 py-2.5 text-sm max-md:w-auto",
        failed ? "border-danger-line bg-danger-soft" : "border-warn-line bg-warn-soft",
      )}
    >
      <h3
        className={cn(
          "flex items-center gap-1.5 font-semibold",
          failed ? "text-danger-text" : "text-warn-text",
        )}
      >
        <Icon of={failed ? CircleAlert : CircleHelp} />
        {title}
        {aside !== undefined && (
          <span className="ml-auto text-xs font-medium tabular-nums">{aside}</span>
        )}
      </h3>
      <div className="mt-1 text-fg-2">{children}</div>
      {actions !== undefined && <div className="mt-2.5 flex flex-wrap gap-2">{actions}</div>}
    </section>
  );
}
