import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

interface CardProps {
  title: string;
  /** Stands at the right of the title. */
  aside?: ReactNode;
  className?: string | undefined;
  bodyClassName?: string | undefined;
  children: ReactNode;
}

/** A titled part of a page. Never one inside another. */
export function Card({ title, aside, className, bodyClassName, children }: CardProps) {
  return (
    <section className={cn("rounded-lg border border-line bg-surface", className)}>
      <header className="flex min-h-12 items-center gap-2 px-4 py-3">
        <h2 className="min-w-0 flex-1 text-base font-semibold">{title}</h2>
        {aside}
      </header>
      <div className={cn("px-4 pb-4", bodyClassName)}>{children}</div>
    </section>
  );
}
