import { useMutation } from "@tanstack/react-query";
import { type FormEvent, Suspense, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { asProblem } from "@/api/problem";
import { stepUp } from "@/api/stepUp";
import { useSession } from "@/app/useSession";
import { FormProblem } from "@/features/settings/parts/FormProblem";
import { Button, Dialog } from "@/ui";
import { CodeField } from "../parts/CodeField";
import { PasswordField } from "../parts/PasswordField";
import ProviderButtons from "../providers/ProviderButtons";

/** Over whatever was refused: once more the password, or a code. What was refused is done then. */
export default function StepUpDialog() {
  const { t } = useTranslation(["secondFactor", "common"]);
  const { user } = useSession();
  const form = useId();
  const field = useRef<HTMLInputElement>(null);
  const [hasFactor, setHasFactor] = useState(user?.secondFactor === true);
  const [proof, setProof] = useState("");
  const prove = useMutation({
    mutationFn: (body: { password: string } | { code: string }) =>
      take(api.POST("/api/v1/auth/step-up", { body })),
    onSuccess: () => stepUp.settle(true),
    onError: (error) => {
      // The server knows better than this page what the person has by now.
      const problem = asProblem(error);
      if (problem.field("/code") !== undefined) setHasFactor(true);
      if (problem.field("/password") !== undefined) setHasFactor(false);
      field.current?.select();
    },
  });
  const problem = prove.error && asProblem(prove.error);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!prove.isPending) prove.mutate(hasFactor ? { code: proof } : { password: proof });
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && stepUp.settle(false)}
      title={t("stepUp.title")}
      closeLabel={t("common:action.close")}
      description={t(hasFactor ? "stepUp.code" : "stepUp.password")}
      className="max-w-96"
      initialFocus={field}
      footer={
        <>
          <Button onClick={() => stepUp.settle(false)}>{t("common:action.cancel")}</Button>
          <Button type="submit" form={form} kind="primary" busy={prove.isPending}>
            {t("stepUp.submit")}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="mt-4 flex flex-col gap-4">
        <FormProblem error={prove.error} fields={["/code", "/password"]} />
        {hasFactor ? (
          <CodeField ref={field} value={proof} onValue={setProof} error={problem?.field("/code")} />
        ) : (
          <PasswordField
            ref={field}
            label={t("stepUp.field")}
            value={proof}
            onValue={setProof}
            autoComplete="current-password"
            error={problem?.field("/password")}
          />
        )}
      </form>
      <Suspense>
        {!hasFactor && <ProviderButtons to={location.pathname + location.search} />}
      </Suspense>
    </Dialog>
  );
}
