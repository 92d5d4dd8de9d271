import { CircleAlert, Copy } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Button } from "./Button";
import { Icon } from "./Icon";

interface ErrorStateProps {
  /** What happened. */
  title: string;
  /** What to do about it. */
  text?: ReactNode;
  retryLabel: string;
  onRetry?: (() => void) | undefined;
  retrying?: boolean | undefined;
  /** The request, for whoever looks into it. */
  requestId?: string | undefined;
  copyLabel: string;
  className?: string | undefined;
}

export function ErrorState({
  title,
  text,
  retryLabel,
  onRetry,
  retrying,
  requestId,
  copyLabel,
  className,
}: ErrorStateProps) {
  return (
    <div
      role="alert"
      className={cn(
        "flex h-full flex-col items-center justify-center gap-3 p-8 text-center",
        className,
      )}
    >
      <span className="grid size-10 place-items-center rounded-lg border border-danger-line bg-danger-soft text-danger-text">
        <Icon of={CircleAlert} size={20} />
      </span>
      <h2 className="text-md font-semibold">{title}</h2>
      {text !== undefined && <div className="-mt-1 max-w-[42ch] text-fg-2">{text}</div>}
      {onRetry !== undefined && (
        <Button kind="primary" onClick={onRetry} busy={retrying}>
          {retryLabel}
        </Button>
      )}
      {requestId !== undefined && (
        <button
          type="button"
          title={copyLabel}
          onClick={() => void navigator.clipboard.writeText(requestId)}
          className="inline-flex min-h-7 cursor-pointer items-center gap-1.5 rounded-xs px-1.5 font-mono text-xs text-fg-2 hover:bg-hover max-md:min-h-11"
        >
          <span className="sr-only">{copyLabel}</span>
          {requestId}
          <Icon of={Copy} size={12} />
        </button>
      )}
    </div>
  );
}
