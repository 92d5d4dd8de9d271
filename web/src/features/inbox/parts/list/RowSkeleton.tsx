import { Skeleton } from "@/ui";

export function RowSkeleton() {
  return (
    <div className="grid h-20 grid-cols-[36px_minmax(0,1fr)] gap-x-3 px-4 pt-2.5 inset-shadow-[0_-1px_0_var(--color-line)] max-md:h-21 max-md:pt-3">
      <Skeleton className="size-9 rounded-full" />
      <span className="block">
        <span className="flex h-5 items-center justify-between gap-4">
          <Skeleton className="w-2/5" />
          <Skeleton className="h-2.5 w-8" />
        </span>
        <span className="mt-px flex h-4.5 items-center">
          <Skeleton className="h-2.5 w-4/5" />
        </span>
        <span className="mt-1 flex h-4.5 items-center gap-1">
          <Skeleton className="w-9" />
          <Skeleton className="w-16" />
        </span>
      </span>
    </div>
  );
}
