import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem, type Problem } from "@/api/problem";
import { ProblemNotice } from "@/app/ProblemNotice";
import { Button } from "@/ui";
import { signIn } from "../actions";
import { PasswordField } from "./PasswordField";
import { TextField } from "./TextField";

interface CredentialsFormProps {
  /** Given: the only person who may sign in here. */
  email?: string | undefined;
  onSignedIn: () => void;
}

/** E-mail and password. A wrong pair is told under the password, which keeps the focus. */
export function CredentialsForm({ email: known, onSignedIn }: CredentialsFormProps) {
  const { t } = useTranslation("session");
  const [email, setEmail] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const entering = useMutation({
    mutationFn: signIn,
    onSuccess: onSignedIn,
    onError: () => field.current?.select(),
  });
  const problem = entering.error && asProblem(entering.error);
  const said = problem && underPassword(problem);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!entering.isPending) entering.mutate({ email, password });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {!said && <ProblemNotice error={problem} />}
      {known === undefined ? (
        <TextField
          label={t("login.email")}
          type="email"
          value={email}
          onValue={setEmail}
          autoComplete="username"
          autoFocus
        />
      ) : (
        <p className="truncate font-medium">{known}</p>
      )}
      <PasswordField
        ref={field}
        label={t("login.password")}
        value={password}
        onValue={setPassword}
        autoComplete="current-password"
        error={said ? t(said.key, said.values) : undefined}
      />
      <Button type="submit" kind="primary" size="lg" busy={entering.isPending}>
        {t(entering.isPending ? "login.submitting" : "login.submit")}
      </Button>
    </form>
  );
}

function underPassword(problem: Problem) {
  if (problem.slug === "unauthenticated") return { key: "login.wrong", values: {} } as const;
  if (problem.slug !== "rate-limited") return null;
  return { key: "login.wait", values: { count: problem.retryAfter ?? 1 } } as const;
}
