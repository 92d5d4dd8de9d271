/** A link that is the first action of its screen: looks like the primary button. */
export const PRIMARY_LINK =
  "inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded bg-accent px-3 text-sm font-medium whitespace-nowrap text-accent-fg transition-colors duration-(--duration-fast) hover:bg-accent-hover max-md:h-11 max-md:px-4 max-md:text-base";
