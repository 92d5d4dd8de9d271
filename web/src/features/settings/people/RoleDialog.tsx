import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import type { Role, User } from "@/api/types";
import { toast } from "@/app/toasts";
import { useSession } from "@/app/useSession";
import { FormDialog } from "../parts/FormDialog";
import { useChange, usersQuery } from "../queries";
import { RoleChoice } from "./RoleChoice";
import { rolesToGive } from "./roles";

/** Gives somebody another role. It holds at once, on all her devices. */
export function RoleDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation(["settingsMembers", "common"]);
  const { user: me } = useSession();
  const [role, setRole] = useState((user.role ?? "agent") as Role);
  const change = useChange(
    () =>
      take(api.PATCH("/api/v1/users/{id}", { params: { path: { id: user.id } }, body: { role } })),
    usersQuery.queryKey,
  );

  function submit() {
    change.mutate(undefined, {
      onSuccess: () => {
        toast(t("roleChanged", { name: user.name, role: t(`common:role.${role}`) }));
        onClose();
      },
    });
  }

  return (
    <FormDialog
      title={t("changeRole.title", { name: user.name })}
      submitLabel={t("changeRole.submit")}
      isDirty={false}
      isBusy={change.isPending}
      missing={role === user.role ? t("changeRole.same") : undefined}
      error={change.error}
      fields={[]}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="text-sm text-fg-2">{t("changeRole.body")}</p>
      <RoleChoice roles={rolesToGive(me)} value={role} onValue={setRole} />
    </FormDialog>
  );
}
