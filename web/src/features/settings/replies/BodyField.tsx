import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Field, Textarea } from "@/ui";
import { VARIABLES, type Variable, variableKey } from "./variables";

interface BodyFieldProps {
  value: string;
  onValue: (body: string) => void;
  error: string | undefined;
  /** What it may leave to be filled in. */
  variables?: readonly Variable[] | undefined;
}

/** A text with variables; a chip puts its own where the cursor is. */
export function BodyField({ value, onValue, error, variables = VARIABLES }: BodyFieldProps) {
  const { t } = useTranslation("settingsDesk");
  const field = useRef<HTMLTextAreaElement>(null);

  function insert(variable: Variable) {
    const area = field.current;
    const start = area?.selectionStart ?? value.length;
    const end = area?.selectionEnd ?? start;
    const written = `{{${variable}}}`;
    onValue(value.slice(0, start) + written + value.slice(end));
    // After the text is drawn: before that the cursor would fall to its end.
    requestAnimationFrame(() => {
      area?.focus();
      area?.setSelectionRange(start + written.length, start + written.length);
    });
  }

  return (
    <div className="flex flex-col gap-2">
      <Field label={t("reply.body")} hint={t("reply.bodyHint")} error={error}>
        {(control) => (
          <Textarea
            {...control}
            ref={field}
            rows={5}
            maxLength={4096}
            value={value}
            onChange={(event) => onValue(event.target.value)}
          />
        )}
      </Field>
      <fieldset aria-label={t("reply.variables")} className="flex flex-wrap gap-1.5">
        {variables.map((variable) => (
          <button
            key={variable}
            type="button"
            title={`{{${variable}}}`}
            onClick={() => insert(variable)}
            className="inline-flex h-6 cursor-pointer items-center rounded-sm px-2 text-xs font-medium text-fg-2 inset-ring inset-ring-line-strong hover:bg-hover hover:text-fg max-md:h-11 max-md:px-3"
          >
            {t(variableKey(variable))}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
