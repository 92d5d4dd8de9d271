/** A link beside the first action of its row: looks like the plain button. */
export const QUIET_LINK =
  "inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded border border-line-strong bg-surface px-3 text-sm font-medium whitespace-nowrap transition-colors duration-(--duration-fast) hover:bg-hover max-md:h-11 max-md:px-4 max-md:text-base";
