/** What text fields and selects have in common. */
export const FIELD = [
  "w-full rounded border border-line-field bg-surface px-3 text-base text-fg placeholder:text-fg-3 placeholder:opacity-100",
  "max-md:text-[16px] max-md:leading-6",
  "focus:border-transparent focus:outline-2 focus:-outline-offset-1 focus:outline-ring",
  "aria-invalid:border-danger disabled:cursor-not-allowed disabled:border-line-strong disabled:bg-hover disabled:text-fg-3",
].join(" ");
