import type { ReactNode } from "react";

/** Results of one kind under their name. */
export function ResultGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="bg-sunken px-4 py-1.5 text-xs font-medium text-fg-2">{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}
