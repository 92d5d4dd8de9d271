import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { ProblemNotice } from "@/app/ProblemNotice";
import { Button } from "@/ui";
import { TextField } from "./TextField";

export interface Wanted {
  company: string;
  name: string;
  email: string;
}

interface RegisterFormProps {
  wanted: Wanted;
  onWanted: (wanted: Wanted) => void;
  isBusy: boolean;
  error: unknown;
  onSubmit: () => void;
}

const FIELDS = [
  { id: "company", autoComplete: "organization", type: "text" },
  { id: "name", autoComplete: "name", type: "text" },
  { id: "email", autoComplete: "username", type: "email" },
] as const;

/** Who registers, and for which company. The password is chosen behind the link in the mail. */
// i18n-uses register:field.*
export function RegisterForm({ wanted, onWanted, isBusy, error, onSubmit }: RegisterFormProps) {
  const { t } = useTranslation("register");
  const problem = error ? asProblem(error) : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isBusy) onSubmit();
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <ProblemNotice error={error} />
      {FIELDS.map(({ id, autoComplete, type }, at) => (
        <TextField
          key={id}
          label={t(`field.${id}`)}
          type={type}
          value={wanted[id]}
          onValue={(value) => onWanted({ ...wanted, [id]: value })}
          autoComplete={autoComplete}
          autoFocus={at === 0}
          error={problem?.field(`/${id}`)}
        />
      ))}
      <Button type="submit" kind="primary" size="lg" busy={isBusy}>
        {t("submit")}
      </Button>
      <p className="text-sm text-fg-3">{t("proof")}</p>
    </form>
  );
}
