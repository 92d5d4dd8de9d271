import type { ReactNode } from "react";

/** One choice with its name beside it. */
export function Preference({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex items-center justify-between gap-4 max-md:flex-col max-md:items-start max-md:gap-2">
      <span className="text-sm">{name}</span>
      {children}
    </div>
  );
}
