/** Where reading stopped. */
export function UnreadMarker({ children }: { children: string }) {
  return (
    <div className="mt-4 mb-2 flex items-center gap-2.5 text-xs font-semibold text-accent-text">
      <i className="h-px flex-1 bg-accent-line" />
      {children}
      <i className="h-px flex-1 bg-accent-line" />
    </div>
  );
}
