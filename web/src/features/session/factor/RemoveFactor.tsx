import { useTranslation } from "react-i18next";
import { toast } from "@/app/toasts";
import { ConfirmDialog } from "@/features/settings/parts/ConfirmDialog";
import { useRemoveFactor } from "./queries";

/** Back to the password alone. */
export function RemoveFactor({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("secondFactor");
  const remove = useRemoveFactor();

  function confirm() {
    remove.mutate(undefined, {
      onSuccess: () => {
        toast(t("remove.done"));
        onClose();
      },
    });
  }

  return (
    <ConfirmDialog
      title={t("remove.title")}
      body={t("remove.body")}
      action={t("remove.submit")}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={confirm}
      onClose={onClose}
    />
  );
}
