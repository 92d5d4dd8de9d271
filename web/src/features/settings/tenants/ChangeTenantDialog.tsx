import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { toast } from "@/app/toasts";
import { FormDialog } from "../parts/FormDialog";
import { TextField } from "../parts/TextField";
import { tenantQuery, useChange } from "../queries";
import { PlanSelect } from "./PlanSelect";
import { type ChangeTenant, changeTenant, type ListedTenant, tenantsQuery } from "./queries";

interface ChangeTenantDialogProps {
  tenant: ListedTenant;
  onClose: () => void;
}

/** Name and plan of a company. Its slug stays: addresses and keys know it by that. */
export function ChangeTenantDialog({ tenant, onClose }: ChangeTenantDialogProps) {
  const { t } = useTranslation(["settingsTenants", "common"]);
  const [name, setName] = useState(tenant.name);
  const [plan, setPlan] = useState(tenant.plan);
  const save = useChange(
    (body: ChangeTenant) => changeTenant(tenant.id, body),
    tenantsQuery.queryKey,
    tenantQuery.queryKey,
  );
  const problem = save.error && asProblem(save.error);
  const isDirty = name.trim() !== tenant.name || plan !== tenant.plan;

  function missing() {
    if (name.trim() === "") return t("change.noName");
    return isDirty ? undefined : t("change.same");
  }

  function submit() {
    save.mutate(
      { name: name.trim(), plan },
      {
        onSuccess: (changed) => {
          toast(t("change.done", { name: changed.name }));
          onClose();
        },
      },
    );
  }

  return (
    <FormDialog
      title={t("change.title", { name: tenant.name })}
      submitLabel={t("common:action.save")}
      isDirty={isDirty}
      isBusy={save.isPending}
      missing={missing()}
      error={save.error}
      fields={["/name"]}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t("name")}
        value={name}
        onValue={setName}
        maxLength={100}
        autoFocus
        error={problem?.field("/name")}
      />
      <PlanSelect value={plan} onValue={setPlan} />
    </FormDialog>
  );
}
