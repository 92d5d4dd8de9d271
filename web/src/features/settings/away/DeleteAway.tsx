import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { toast } from "@/app/toasts";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { useChange } from "../queries";
import { type AwayMessage, awayQuery } from "./queries";

interface DeleteAwayProps {
  message: AwayMessage;
  /** Whom it is for. */
  name: string;
  onClose: () => void;
}

/** Deletes an away message; what was sent stays sent. */
export function DeleteAway({ message, name, onClose }: DeleteAwayProps) {
  const { t } = useTranslation("settingsAway");
  const remove = useChange(
    () => take(api.DELETE("/api/v1/away-messages/{id}", { params: { path: { id: message.id } } })),
    awayQuery.queryKey,
  );
  return (
    <ConfirmDialog
      title={t("deleteTitle", { name })}
      body={t("deleteBody")}
      action={t("delete")}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() =>
        remove.mutate(undefined, {
          onSuccess: () => {
            toast(t("deleted"));
            onClose();
          },
        })
      }
      onClose={onClose}
    />
  );
}
