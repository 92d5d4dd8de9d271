import { CircleAlert } from "lucide-react";
import { type ReactElement, useId } from "react";
import { cn } from "@/lib/cn";
import { Icon } from "./Icon";

/** What a field gives to the control inside it. */
export interface FieldControl {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

interface FieldProps {
  label: string;
  /** Where the value comes from. */
  hint?: string | undefined;
  /** What is missing. Replaces the hint. */
  error?: string | undefined;
  className?: string | undefined;
  children: (control: FieldControl) => ReactElement;
}

/** A label, its control, and the sentence under it, tied together for those who do not see them. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const sentence = error ?? hint;
  const control: FieldControl = {
    id,
    "aria-describedby": sentence === undefined ? undefined : `${id}-hint`,
    "aria-invalid": error === undefined ? undefined : true,
  };
  return (
    <div className={cn("flex min-w-0 flex-col gap-1.5", className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children(control)}
      {sentence !== undefined && (
        <p
          id={`${id}-hint`}
          role={error === undefined ? undefined : "alert"}
          className={cn(
            "flex items-start gap-1 text-xs",
            error === undefined ? "text-fg-3" : "text-danger-text",
          )}
        >
          {error !== undefined && <Icon of={CircleAlert} size={14} className="mt-px" />}
          {sentence}
        </p>
      )}
    </div>
  );
}
