import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { toast } from "@/app/toasts";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { type QuickReply, repliesQuery, useChange } from "../queries";

/** Deletes a quick reply; what was sent with it stays sent. */
export function DeleteReply({ reply, onClose }: { reply: QuickReply; onClose: () => void }) {
  const { t } = useTranslation("settingsDesk");
  const remove = useChange(
    () => take(api.DELETE("/api/v1/quick-replies/{id}", { params: { path: { id: reply.id } } })),
    repliesQuery.queryKey,
  );
  return (
    <ConfirmDialog
      title={t("reply.deleteTitle", { shortcut: reply.shortcut })}
      body={t("reply.deleteBody")}
      action={t("reply.delete")}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() =>
        remove.mutate(undefined, {
          onSuccess: () => {
            toast(t("reply.deleted", { shortcut: reply.shortcut }));
            onClose();
          },
        })
      }
      onClose={onClose}
    />
  );
}
