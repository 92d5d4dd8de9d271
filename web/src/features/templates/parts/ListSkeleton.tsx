import { Skeleton } from "@/ui";

const ROWS = ["a", "b", "c", "d", "e", "f"];

export function ListSkeleton() {
  return (
    <div aria-busy="true" className="px-2">
      {ROWS.map((row) => (
        <div key={row} className="flex h-14 flex-col justify-center gap-2 px-3">
          <Skeleton className="w-3/5" />
          <Skeleton className="h-2.5 w-2/5" />
        </div>
      ))}
    </div>
  );
}
