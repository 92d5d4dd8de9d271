/** How a result looks, button or link. */
export const LINE =
  "grid w-full cursor-pointer grid-cols-[36px_minmax(0,1fr)] gap-x-3 px-4 py-2.5 text-left text-base inset-shadow-[0_-1px_0_var(--color-line)] hover:bg-hover focus-visible:-outline-offset-2 max-md:min-h-14";
