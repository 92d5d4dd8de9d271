import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { ProblemNotice } from "@/app/ProblemNotice";
import { Button } from "@/ui";
import { enterByProvider } from "../actions";
import { CodeField } from "../parts/CodeField";

interface ProviderCodeProps {
  ticket: string;
  onSignedIn: () => void;
}

/** The second factor of somebody whom a provider vouches for. */
export function ProviderCode({ ticket, onSignedIn }: ProviderCodeProps) {
  const { t } = useTranslation("session");
  const [code, setCode] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const entering = useMutation({
    mutationFn: () => enterByProvider({ ticket, code }),
    onSuccess: onSignedIn,
    onError: () => field.current?.select(),
  });
  const problem = entering.error && asProblem(entering.error);
  const isWrong = problem?.slug === "second-factor-wrong";

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!entering.isPending) entering.mutate();
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {!isWrong && <ProblemNotice error={problem} />}
      <CodeField
        ref={field}
        value={code}
        onValue={setCode}
        error={isWrong ? t("code.wrong") : undefined}
      />
      <Button type="submit" kind="primary" size="lg" busy={entering.isPending}>
        {t(entering.isPending ? "login.submitting" : "login.submit")}
      </Button>
    </form>
  );
}
