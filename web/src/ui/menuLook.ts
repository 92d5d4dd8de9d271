/** The floating ground of menus, popovers and suggestion lists. */
export const FLOAT = "z-30 rounded bg-raised p-1 shadow-pop outline-none";

/** A line in it. */
export const ITEM = [
  "flex min-h-8 w-full cursor-pointer items-center gap-2 rounded-sm px-2 text-left text-sm outline-none select-none max-md:min-h-11",
  "hover:bg-hover data-[highlighted]:bg-hover data-[disabled]:cursor-not-allowed data-[disabled]:text-fg-3",
].join(" ");
