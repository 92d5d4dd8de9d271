import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Dialog } from "@/ui";
import { FormProblem } from "./FormProblem";
import { UnsavedGuard } from "./UnsavedGuard";

interface FormDialogProps {
  title: string;
  submitLabel: string;
  /** Something was typed that would be lost. */
  isDirty: boolean;
  isBusy: boolean;
  /** Why the form cannot be sent yet. */
  missing?: string | undefined;
  error: unknown;
  /** The pointers that the fields inside show themselves. */
  fields: readonly string[];
  onSubmit: () => void;
  onClose: () => void;
  className?: string | undefined;
  children: ReactNode;
}

/** A form over the page. It keeps what was typed until that is saved or given up on purpose. */
export function FormDialog({
  title,
  submitLabel,
  isDirty,
  isBusy,
  missing,
  error,
  fields,
  onSubmit,
  onClose,
  className,
  children,
}: FormDialogProps) {
  const { t } = useTranslation(["settings", "common"]);
  const form = useId();
  const [isAsking, setAsking] = useState(false);

  function close() {
    if (isDirty && !isAsking) setAsking(true);
    else if (!isDirty) onClose();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isBusy && missing === undefined) onSubmit();
  }

  const footer = isAsking ? (
    <>
      <span role="alert" className="flex-1 text-sm">
        {t("settings:unsaved.body")}
      </span>
      <Button autoFocus onClick={() => setAsking(false)}>
        {t("settings:unsaved.stay")}
      </Button>
      <Button kind="danger" onClick={onClose}>
        {t("settings:unsaved.discard")}
      </Button>
    </>
  ) : (
    <>
      {missing !== undefined && <span className="flex-1 text-xs text-fg-3">{missing}</span>}
      <Button onClick={close}>{t("common:action.cancel")}</Button>
      <Button
        type="submit"
        form={form}
        kind="primary"
        busy={isBusy}
        disabled={missing !== undefined}
      >
        {submitLabel}
      </Button>
    </>
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      title={title}
      closeLabel={t("common:action.close")}
      footer={footer}
      className={className}
    >
      <UnsavedGuard when={isDirty} />
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <FormProblem error={error} fields={fields} />
        {children}
      </form>
    </Dialog>
  );
}
