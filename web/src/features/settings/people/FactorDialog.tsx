import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import type { User } from "@/api/types";
import { toast } from "@/app/toasts";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { useChange, usersQuery } from "../queries";

/** Lets somebody in again who lost phone and recovery codes. */
export function FactorDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation("settingsMembers");
  const reset = useChange(
    () =>
      take(api.DELETE("/api/v1/users/{id}/second-factor", { params: { path: { id: user.id } } })),
    usersQuery.queryKey,
  );

  function confirm() {
    reset.mutate(undefined, {
      onSuccess: () => {
        toast(t("factor.done", { name: user.name }));
        onClose();
      },
    });
  }

  return (
    <ConfirmDialog
      title={t("factor.title", { name: user.name })}
      body={t("factor.body")}
      action={t("factor.submit")}
      isBusy={reset.isPending}
      error={reset.error}
      onConfirm={confirm}
      onClose={onClose}
    />
  );
}
