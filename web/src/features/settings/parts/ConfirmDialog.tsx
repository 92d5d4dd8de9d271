import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "@/app/ProblemNotice";
import { Button, Dialog } from "@/ui";

interface ConfirmDialogProps {
  title: string;
  /** What exactly will be lost. */
  body: ReactNode;
  action: string;
  /** `danger` unless it can be taken back. */
  kind?: "danger" | "primary" | undefined;
  isBusy: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
  children?: ReactNode;
}

/** Before something that nobody can take back, or that others feel at once. */
export function ConfirmDialog({
  title,
  body,
  action,
  kind = "danger",
  isBusy,
  error,
  onConfirm,
  onClose,
  children,
}: ConfirmDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      closeLabel={t("action.close")}
      description={body}
      footer={
        <>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
          <Button kind={kind} busy={isBusy} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {children}
      {Boolean(error) && (
        <div className="mt-3">
          <ProblemNotice error={error} />
        </div>
      )}
    </Dialog>
  );
}
