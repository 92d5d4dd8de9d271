/** A new day in the thread. */
export function DayLine({
  children,
  dateTime,
}: {
  children: string;
  dateTime?: string | undefined;
}) {
  return (
    <time
      dateTime={dateTime}
      className="inline-block mt-4 first-letter:uppercase mb-2 self-center rounded-full bg-surface px-2.5 py-1 text-xs font-medium text-fg-3 inset-ring inset-ring-line"
    >
      {children}
    </time>
  );
}
