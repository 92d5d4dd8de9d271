import type { ReactNode } from "react";
import { ProblemState } from "@/app/ProblemState";
import { Skeleton } from "@/ui";

interface LoadedProps<Data> {
  query: { data: Data | undefined; error: unknown; isFetching: boolean; refetch: () => unknown };
  /** How many rows of the skeleton stand for what comes. */
  rows?: number;
  children: (data: Data) => ReactNode;
}

/** What the server answers; until then its shape, or why it did not come. */
export function Loaded<Data>({ query, rows = 4, children }: LoadedProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) {
    return (
      <section className="rounded-lg border border-line bg-surface">
        <ProblemState
          error={query.error}
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      </section>
    );
  }
  return (
    <div className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity
        <div key={row} className="flex h-14 items-center gap-6 px-4">
          <Skeleton className="w-40" />
          <Skeleton className="w-64 max-md:hidden" />
        </div>
      ))}
    </div>
  );
}
