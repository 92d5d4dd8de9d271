import { Skeleton } from "@/ui";

const LINES = ["a", "b", "c", "d"];

/** A contact before it is here. */
export function DetailsSkeleton() {
  return (
    <div aria-busy="true">
      <div className="flex items-center gap-3 p-4">
        <Skeleton className="size-12 rounded-full" />
        <span className="flex flex-1 flex-col gap-2">
          <Skeleton className="w-1/2" />
          <Skeleton className="w-2/5" />
        </span>
      </div>
      <div className="flex flex-col gap-4 border-t border-line p-4">
        {LINES.map((line) => (
          <Skeleton key={line} className="w-4/5" />
        ))}
      </div>
    </div>
  );
}
