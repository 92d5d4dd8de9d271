import type { ReactNode } from "react";

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="py-1.25 text-fg-3">{name}</dt>
      <dd className="flex min-w-0 items-center gap-1.5 py-1.25 wrap-anywhere">{children}</dd>
    </>
  );
}
