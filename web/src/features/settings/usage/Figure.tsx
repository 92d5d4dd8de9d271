/** One figure that counts, with what it means below. */
export function Figure({ name, value, note }: { name: string; value: string; note?: string }) {
  return (
    <div className="min-w-0 rounded-lg border border-line bg-surface px-4 py-3">
      <dt className="text-sm text-fg-2">{name}</dt>
      <dd className="mt-0.5 text-lg font-semibold tabular-nums">{value}</dd>
      {note !== undefined && <dd className="text-xs text-fg-3">{note}</dd>}
    </div>
  );
}
