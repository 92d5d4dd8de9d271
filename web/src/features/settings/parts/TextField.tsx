import type { ComponentProps } from "react";
import { Field, Input } from "@/ui";

interface TextFieldProps extends Omit<ComponentProps<"input">, "value" | "onChange" | "size"> {
  label: string;
  value: string;
  onValue: (value: string) => void;
  hint?: string | undefined;
  error?: string | undefined;
}

/** A line of text with its label and what is wrong with it. */
export function TextField({ label, value, onValue, hint, error, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <Input
          autoComplete="off"
          {...rest}
          {...control}
          value={value}
          onChange={(event) => onValue(event.target.value)}
        />
      )}
    </Field>
  );
}
