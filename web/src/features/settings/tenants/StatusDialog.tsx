import { useTranslation } from "react-i18next";
import { toast } from "@/app/toasts";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { useChange } from "../queries";
import { changeTenant, type ListedTenant, tenantsQuery } from "./queries";

// i18n-uses settingsTenants:suspend.*
// i18n-uses settingsTenants:resume.*
interface StatusDialogProps {
  tenant: ListedTenant;
  onClose: () => void;
}

/** Says what suspending a company does to its people, or letting it work again, before it is done. */
export function StatusDialog({ tenant, onClose }: StatusDialogProps) {
  const { t } = useTranslation("settingsTenants");
  const isActive = tenant.status === "active";
  const task = isActive ? "suspend" : "resume";
  const change = useChange(
    () => changeTenant(tenant.id, { status: isActive ? "suspended" : "active" }),
    tenantsQuery.queryKey,
  );

  function confirm() {
    change.mutate(undefined, {
      onSuccess: ({ name }) => {
        toast(t(`${task}.done`, { name }));
        onClose();
      },
    });
  }

  return (
    <ConfirmDialog
      title={t(`${task}.title`, { name: tenant.name })}
      body={t(`${task}.body`, { count: tenant.users })}
      action={t(`${task}.submit`)}
      kind={isActive ? "danger" : "primary"}
      isBusy={change.isPending}
      error={change.error}
      onConfirm={confirm}
      onClose={onClose}
    />
  );
}
