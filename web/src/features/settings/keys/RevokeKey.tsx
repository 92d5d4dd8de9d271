import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { toast } from "@/app/toasts";
import { useFormat } from "@/app/useFormat";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { type ApiKey, apiKeysQuery, useChange } from "../queries";

/** Ends a key. No key comes back, so it says since when nobody used it. */
export function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useTranslation("settingsKeys");
  const format = useFormat();
  const revoke = useChange(
    () => take(api.DELETE("/api/v1/api-keys/{id}", { params: { path: { id: apiKey.id } } })),
    apiKeysQuery.queryKey,
  );
  return (
    <ConfirmDialog
      title={t("revoke.title", { name: apiKey.name })}
      body={t("revoke.body")}
      action={t("revoke.submit")}
      isBusy={revoke.isPending}
      error={revoke.error}
      onConfirm={() =>
        revoke.mutate(undefined, {
          onSuccess: () => {
            toast(t("revoke.done", { name: apiKey.name }));
            onClose();
          },
        })
      }
      onClose={onClose}
    >
      <p className="mt-3 text-sm font-medium">
        {apiKey.lastUsedAt
          ? t("revoke.used", { ago: format.ago(apiKey.lastUsedAt) })
          : t("revoke.unused")}
      </p>
    </ConfirmDialog>
  );
}
