import { NotebookPen } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Icon } from "./Icon";

interface NoteBubbleProps {
  author: string;
  time: string;
  dateTime?: string | undefined;
  className?: string | undefined;
  children: ReactNode;
}

/** What only the team reads: paper, never the accent's colour. */
export function NoteBubble({ author, time, dateTime, className, children }: NoteBubbleProps) {
  return (
    <article
      className={cn(
        "mt-2.5 max-w-[min(460px,82%)] self-end rounded border border-note-line bg-note px-3 py-2 wrap-anywhere text-note-text max-md:max-w-[88%]",
        className,
      )}
    >
      <h3 className="mb-0.5 flex items-center gap-1.5 text-xs font-semibold">
        <Icon of={NotebookPen} size={14} />
        {author}
        <time
          dateTime={dateTime}
          className="ml-auto shrink-0 pl-3 font-normal whitespace-nowrap tabular-nums"
        >
          {time}
        </time>
      </h3>
      <div className="whitespace-pre-wrap">{children}</div>
    </article>
  );
}
