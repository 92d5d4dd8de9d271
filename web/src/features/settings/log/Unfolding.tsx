import { ChevronDown } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useFormat } from "@/app/useFormat";
import { Icon } from "@/ui";

interface UnfoldingProps {
  /** What became of it, as a badge. */
  outcome: ReactNode;
  title: string;
  /** What else tells it from its neighbours. */
  aside?: string | undefined;
  at: string;
  /** What unfolds; it is made when it is first wanted. */
  children: () => ReactNode;
}

/** One line of a log; all that is known of it unfolds below. */
export function Unfolding({ outcome, title, aside, at, children }: UnfoldingProps) {
  const format = useFormat();
  const [wasOpen, setWasOpen] = useState(false);
  return (
    <li>
      <details className="group" onToggle={(event) => event.currentTarget.open && setWasOpen(true)}>
        <summary className="flex min-h-12 cursor-pointer list-none items-center gap-3 px-4 py-2 text-sm hover:bg-hover max-md:px-3 [&::-webkit-details-marker]:hidden">
          <span className="w-28 shrink-0 max-md:w-auto">{outcome}</span>
          <span className="min-w-0 flex-1 wrap-anywhere">
            <span className="font-medium">{title}</span>
            {aside && <span className="text-fg-2 max-md:block max-md:text-xs"> {aside}</span>}
          </span>
          <time
            dateTime={at}
            className="text-xs whitespace-nowrap text-fg-3 max-md:max-w-20 max-md:text-right max-md:whitespace-normal"
          >
            {format.date(at)} {format.time(at)}
          </time>
          <Icon
            of={ChevronDown}
            size={14}
            className="text-fg-3 transition-transform duration-(--duration) group-open:rotate-180"
          />
        </summary>
        <div className="flex flex-col gap-3 border-t border-line bg-sunken p-4 max-md:p-3">
          {wasOpen && children()}
        </div>
      </details>
    </li>
  );
}
