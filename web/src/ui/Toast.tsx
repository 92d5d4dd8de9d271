import { useEffect, useState } from "react";

const BUTTON =
  "inline-flex h-7 shrink-0 cursor-pointer items-center gap-1.5 rounded-sm bg-inverse-fg/15 px-2.5 font-semibold whitespace-nowrap hover:bg-inverse-fg/25 max-md:h-11";

interface ToastProps {
  text: string;
  undoLabel?: string | undefined;
  onUndo?: (() => void) | undefined;
  /** Seconds in which it can still be undone; counted down in sight. */
  seconds?: number | undefined;
  /** Something else to do about it. */
  action?: { label: string; run: () => void } | undefined;
  /** How far what is told of has come, 0 to 1: a line along the foot. */
  progress?: number | undefined;
  /** Told at once, not when the screen reader is done. */
  failed?: boolean | undefined;
}

/** What just happened, and the way back. */
export function Toast({
  text,
  undoLabel,
  onUndo,
  seconds = 10,
  action,
  progress,
  failed = false,
}: ToastProps) {
  const left = useCountdown(seconds, onUndo !== undefined);
  return (
    <div
      role={failed ? "alert" : "status"}
      className="relative inline-flex min-h-11 max-w-full overflow-hidden items-center gap-3 rounded bg-inverse pr-2 pl-3.5 text-sm text-inverse-fg shadow-pop max-md:min-h-14 max-md:w-full max-md:justify-between"
    >
      <span className="line-clamp-3 py-1.5 pr-1.5">{text}</span>
      {onUndo !== undefined && (
        <button type="button" onClick={onUndo} className={BUTTON}>
          {undoLabel}
          <span aria-hidden="true" className="tabular-nums">
            {left} s
          </span>
        </button>
      )}
      {action !== undefined && (
        <button type="button" onClick={action.run} className={BUTTON}>
          {action.label}
        </button>
      )}
      {progress !== undefined && (
        <span
          aria-hidden="true"
          className="absolute inset-x-0 bottom-0 h-0.5 origin-left bg-inverse-fg/70 transition-transform duration-(--duration)"
          style={{ transform: `scaleX(${progress})` }}
        />
      )}
    </div>
  );
}

function useCountdown(seconds: number, running: boolean): number {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setLeft((now) => Math.max(0, now - 1)), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return left;
}
