import { Eye, EyeOff } from "lucide-react";
import { type Ref, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field, IconButton, Input } from "@/ui";

interface PasswordFieldProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
  autoComplete: "current-password" | "new-password";
  hint?: string | undefined;
  error?: string | undefined;
  ref?: Ref<HTMLInputElement> | undefined;
}

/** A password, which can be looked at. */
export function PasswordField({
  label,
  value,
  onValue,
  autoComplete,
  hint,
  error,
  ref,
}: PasswordFieldProps) {
  const { t } = useTranslation("session");
  const [isShown, setShown] = useState(false);
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <span className="relative flex">
          <Input
            {...control}
            ref={ref}
            type={isShown ? "text" : "password"}
            required
            autoComplete={autoComplete}
            value={value}
            onChange={(event) => onValue(event.target.value)}
            className="pr-11"
          />
          <IconButton
            icon={isShown ? EyeOff : Eye}
            label={t(isShown ? "login.hide" : "login.show")}
            onClick={() => setShown(!isShown)}
            className="absolute top-1/2 right-0.5 -translate-y-1/2"
          />
        </span>
      )}
    </Field>
  );
}
