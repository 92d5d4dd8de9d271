import { cn } from "@/lib/cn";
import { Skeleton } from "@/ui";

const BUBBLES = [
  ["a", "in", "h-10 w-60"],
  ["b", "in", "h-14 w-72"],
  ["c", "out", "h-10 w-48"],
  ["d", "in", "h-24 w-64"],
  ["e", "out", "h-14 w-80"],
  ["f", "out", "h-10 w-40"],
] as const;

/** A thread before it is here: head, bubbles and composer in their places. */
export function ThreadSkeleton() {
  return (
    <div aria-busy="true" className="flex h-full min-h-0 flex-col">
      <div className="flex h-14 flex-none items-center gap-3 border-b border-line bg-surface px-4">
        <Skeleton className="size-8 rounded-full" />
        <span className="flex flex-col gap-2">
          <Skeleton className="w-36" />
          <Skeleton className="h-2.5 w-48" />
        </span>
      </div>
      <div className="mx-auto flex min-h-0 w-full max-w-220 flex-1 flex-col justify-end gap-2.5 overflow-hidden p-4">
        {BUBBLES.map(([key, side, size]) => (
          <Skeleton
            key={key}
            className={cn("max-w-[82%] rounded-lg", size, side === "out" && "self-end")}
          />
        ))}
      </div>
      <div className="mx-4 mb-4 h-34 flex-none rounded-lg border border-line bg-surface" />
    </div>
  );
}
