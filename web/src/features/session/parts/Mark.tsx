/** The product's sign. */
export function Mark() {
  return (
    <span className="grid size-12 place-items-center rounded-lg bg-accent text-accent-fg">
      <svg
        aria-hidden="true"
        viewBox="0 0 32 32"
        className="size-8 fill-none stroke-current stroke-[2.2]"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d="M9 8.5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7.5L11 24.5v-4H9a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2Z" />
        <path d="m12.5 14.6 2.4 2.4 4.6-4.8" />
      </svg>
    </span>
  );
}
