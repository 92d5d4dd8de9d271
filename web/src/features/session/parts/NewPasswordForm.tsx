import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { ProblemNotice } from "@/app/ProblemNotice";
import { Button } from "@/ui";
import { type Destination, useSetUp } from "../useSetUp";
import { PasswordField } from "./PasswordField";
import { TextField } from "./TextField";

interface NewPasswordFormProps {
  token: string;
  name: string;
  email: string;
  /** What the button says, unless it is a password alone. */
  submit?: string;
  /** Where it leads, unless to work. */
  to?: Destination;
}

/** A name and the first password of somebody who was invited, or a new one for who lost hers. */
export function NewPasswordForm({
  token,
  name: known,
  email,
  submit: said,
  to,
}: NewPasswordFormProps) {
  const { t } = useTranslation("session");
  const [name, setName] = useState(known);
  const [password, setPassword] = useState("");
  const setUp = useSetUp(to);
  const problem = setUp.error && asProblem(setUp.error);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!setUp.isPending) setUp.mutate({ token, name, password, email });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <ProblemNotice error={problem} />
      {/* For password managers, which keep the pair. */}
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <TextField
        label={t("setup.name")}
        value={name}
        onValue={setName}
        autoComplete="name"
        error={problem?.field("/name")}
      />
      <PasswordField
        label={t("setup.password")}
        value={password}
        onValue={setPassword}
        autoComplete="new-password"
        hint={t("setup.passwordHint")}
        error={problem?.field("/password")}
      />
      <Button type="submit" kind="primary" size="lg" busy={setUp.isPending}>
        {said ?? t("setup.submit")}
      </Button>
    </form>
  );
}
