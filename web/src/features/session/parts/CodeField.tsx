import { type Ref, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field, Input } from "@/ui";

interface CodeFieldProps {
  value: string;
  onValue: (code: string) => void;
  error?: string | undefined;
  ref?: Ref<HTMLInputElement> | undefined;
  /** A code of the app and nothing else. */
  isAppOnly?: boolean | undefined;
}

// i18n-uses session:code.*
/** Six digits of the person's app; a recovery code for who has lost it. */
export function CodeField({ value, onValue, error, ref, isAppOnly = false }: CodeFieldProps) {
  const { t } = useTranslation("session");
  const [isRecovery, setRecovery] = useState(false);
  const kind = isRecovery ? "recovery" : "app";

  function change() {
    setRecovery(!isRecovery);
    onValue("");
  }

  return (
    <div className="flex flex-col items-start gap-2">
      <Field
        key={kind}
        label={t(`code.${kind}`)}
        hint={t(`code.${kind}Hint`)}
        error={error}
        className="w-full"
      >
        {(control) => (
          <Input
            {...control}
            ref={ref}
            required
            autoFocus
            autoComplete={isRecovery ? "off" : "one-time-code"}
            inputMode={isRecovery ? "text" : "numeric"}
            autoCapitalize="none"
            spellCheck={false}
            maxLength={isRecovery ? 24 : 7}
            value={value}
            onChange={(event) => onValue(event.target.value)}
            className="font-mono tracking-[0.12em] tabular-nums"
          />
        )}
      </Field>
      {!isAppOnly && (
        <button
          type="button"
          onClick={change}
          className="rounded-xs text-sm text-accent-text underline-offset-2 hover:underline"
        >
          {t(isRecovery ? "code.useApp" : "code.useRecovery")}
        </button>
      )}
    </div>
  );
}
