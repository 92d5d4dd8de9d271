import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { ProblemNotice } from "@/app/ProblemNotice";
import { Button } from "@/ui";
import { TextField } from "./TextField";

interface EmailFormProps {
  email: string;
  onEmail: (email: string) => void;
  isBusy: boolean;
  error: unknown;
  onSubmit: () => void;
}

/** The address that the link to a new password goes to. */
export function EmailForm({ email, onEmail, isBusy, error, onSubmit }: EmailFormProps) {
  const { t } = useTranslation("recovery");

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isBusy) onSubmit();
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <ProblemNotice error={error} />
      <TextField
        label={t("email")}
        type="email"
        value={email}
        onValue={onEmail}
        autoComplete="username"
        autoFocus
        error={error ? asProblem(error).field("/email") : undefined}
      />
      <Button type="submit" kind="primary" size="lg" busy={isBusy}>
        {t("submit")}
      </Button>
    </form>
  );
}
