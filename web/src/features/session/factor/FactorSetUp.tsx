import { type FormEvent, lazy, Suspense, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { FormProblem } from "@/features/settings/parts/FormProblem";
import { Button, Dialog } from "@/ui";
import { CodeField } from "../parts/CodeField";
import { type NewFactor, useConfirmFactor } from "./queries";
import { RecoveryCodes } from "./RecoveryCodes";

const QrCode = lazy(() => import("./QrCode").then(({ QrCode }) => ({ default: QrCode })));

interface FactorSetUpProps {
  made: NewFactor;
  onClose: () => void;
  /** The codes were seen: it holds. */
  onDone: () => void;
}

/** The secret goes into the app, a code of the app comes back, and the recovery codes are shown. */
export function FactorSetUp({ made, onClose, onDone }: FactorSetUpProps) {
  const { t } = useTranslation(["secondFactor", "common"]);
  const form = useId();
  const [code, setCode] = useState("");
  const confirm = useConfirmFactor();
  if (confirm.data) return <RecoveryCodes codes={confirm.data.recoveryCodes} onDone={onDone} />;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!confirm.isPending) confirm.mutate(code);
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("setUp.title")}
      closeLabel={t("common:action.close")}
      footer={
        <>
          <Button onClick={onClose}>{t("common:action.cancel")}</Button>
          <Button type="submit" form={form} kind="primary" busy={confirm.isPending}>
            {t("setUp.submit")}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-5">
        <FormProblem error={confirm.error} fields={["/code"]} />
        <section className="flex flex-col gap-3">
          <h3 className="font-semibold">{t("setUp.scan")}</h3>
          <p className="text-sm text-fg-2">{t("setUp.scanText")}</p>
          <div className="flex flex-wrap items-start gap-4">
            <Suspense fallback={<span className="size-44 flex-none rounded border border-line" />}>
              <QrCode text={made.uri} label={t("setUp.picture")} />
            </Suspense>
            <div className="flex min-w-44 flex-1 flex-col gap-1 text-sm">
              <span className="text-fg-2">{t("setUp.byHand")}</span>
              <output className="font-mono text-sm select-all">{grouped(made.secret)}</output>
            </div>
          </div>
        </section>
        <section className="flex flex-col gap-3">
          <h3 className="font-semibold">{t("setUp.type")}</h3>
          <CodeField
            isAppOnly
            value={code}
            onValue={setCode}
            error={confirm.error ? asProblem(confirm.error).field("/code") : undefined}
          />
        </section>
      </form>
    </Dialog>
  );
}

/** Four letters at a time, as people type them. */
function grouped(secret: string) {
  return secret.match(/.{1,4}/g)?.join(" ") ?? secret;
}
