import type { ComponentProps } from "react";
import { Empty } from "@/ui";

/** A list that holds nothing yet: what it is for, and the first thing to do. */
export function EmptyCard(props: ComponentProps<typeof Empty>) {
  return (
    <section className="rounded-lg border border-line bg-surface">
      <Empty {...props} className="py-12" />
    </section>
  );
}
