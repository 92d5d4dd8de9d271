import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem, type Problem } from "@/api/problem";
import { ProblemNotice } from "@/app/ProblemNotice";
import { Button } from "@/ui";
import { signIn } from "../actions";
import { CodeField } from "./CodeField";
import { PasswordField } from "./PasswordField";
import { TextField } from "./TextField";

interface CredentialsFormProps {
  /** Given: the only person who may sign in here. */
  email?: string | undefined;
  /** Of who came back from a provider: the account there is connected with whoever signs in. */
  ticket?: string | undefined;
  onSignedIn: () => void;
}

/** E-mail and password, then a code of who has a second factor. What is wrong is told under its field, which keeps the focus. */
export function CredentialsForm({ email: known, ticket, onSignedIn }: CredentialsFormProps) {
  const { t } = useTranslation("session");
  const [email, setEmail] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const entering = useMutation({
    mutationFn: signIn,
    onSuccess: onSignedIn,
    onError: (error) => {
      const { slug } = asProblem(error);
      if (slug === "second-factor-required") setCode("");
      if (slug === "unauthenticated") setCode(null);
      field.current?.select();
    },
  });
  const problem = entering.error && asProblem(entering.error);
  const said = problem && underField(problem);
  const isSilent = said !== null || problem?.slug === "second-factor-required";
  const error = said ? t(said.key, said.values) : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!entering.isPending) entering.mutate({ email, password, code: code ?? undefined, ticket });
  }

  function back() {
    setCode(null);
    setPassword("");
    entering.reset();
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {!isSilent && <ProblemNotice error={problem} />}
      {known === undefined && code === null ? (
        <TextField
          label={t("login.email")}
          type="email"
          value={email}
          onValue={setEmail}
          autoComplete="username"
          autoFocus
        />
      ) : (
        <p className="truncate font-medium">{email}</p>
      )}
      {code === null ? (
        <PasswordField
          ref={field}
          label={t("login.password")}
          value={password}
          onValue={setPassword}
          autoComplete="current-password"
          error={error}
        />
      ) : (
        <CodeField ref={field} value={code} onValue={setCode} error={error} />
      )}
      <Button type="submit" kind="primary" size="lg" busy={entering.isPending}>
        {t(entering.isPending ? "login.submitting" : "login.submit")}
      </Button>
      {code !== null && (
        <Button kind="ghost" onClick={back}>
          {t("code.back")}
        </Button>
      )}
    </form>
  );
}

function underField(problem: Problem) {
  if (problem.slug === "unauthenticated") return { key: "login.wrong", values: {} } as const;
  if (problem.slug === "second-factor-wrong") return { key: "code.wrong", values: {} } as const;
  if (problem.slug !== "rate-limited") return null;
  return { key: "login.wait", values: { count: problem.retryAfter ?? 1 } } as const;
}
