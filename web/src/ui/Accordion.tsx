import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "./Icon";

interface AccordionProps {
  title: string;
  aside?: ReactNode;
  open?: boolean | undefined;
  children: ReactNode;
}

/** A part of a side panel that folds away. */
export function Accordion({ title, aside, open = true, children }: AccordionProps) {
  return (
    <details open={open} className="group border-t border-line px-4">
      <summary className="flex h-10 cursor-pointer list-none items-center gap-2 text-sm font-semibold max-md:h-12 [&::-webkit-details-marker]:hidden">
        {title}
        {aside}
        <Icon
          of={ChevronDown}
          className="ml-auto text-fg-3 transition-transform duration-(--duration) group-open:rotate-180"
        />
      </summary>
      <div className="pb-4">{children}</div>
    </details>
  );
}
