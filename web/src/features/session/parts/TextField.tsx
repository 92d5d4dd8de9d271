import { Field, Input } from "@/ui";

interface TextFieldProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
  autoComplete: string;
  autoFocus?: boolean;
  type?: "text" | "email";
  hint?: string | undefined;
  error?: string | undefined;
}

/** A line of text that must not stay empty. */
export function TextField({
  label,
  value,
  onValue,
  autoComplete,
  autoFocus = false,
  type = "text",
  hint,
  error,
}: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <Input
          {...control}
          type={type}
          required
          autoComplete={autoComplete}
          autoFocus={autoFocus}
          value={value}
          onChange={(event) => onValue(event.target.value)}
        />
      )}
    </Field>
  );
}
