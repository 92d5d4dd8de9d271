import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { asProblem } from "@/api/problem";
import { toast } from "@/app/toasts";
import { PasswordField } from "@/features/session/parts/PasswordField";
import { slugOf } from "@/lib/slug";
import { FormDialog } from "../parts/FormDialog";
import { TextField } from "../parts/TextField";
import { useChange } from "../queries";
import { PlanSelect } from "./PlanSelect";
import { type CreateTenant, type Plan, tenantsQuery } from "./queries";

const FIELDS = ["/name", "/slug", "/owner/name", "/owner/email", "/owner/password"] as const;
const EMPTY = { name: "", ownerName: "", email: "", password: "" };

/** A new company with its first owner, who can sign in at once. */
export function NewTenantDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("settingsTenants");
  const [typed, setTyped] = useState(EMPTY);
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const [plan, setPlan] = useState<Plan>("starter");
  const make = useChange(
    (body: CreateTenant) => take(api.POST("/api/v1/tenants", { body })),
    tenantsQuery.queryKey,
  );
  const problem = make.error && asProblem(make.error);
  const slug = ownSlug ?? slugOf(typed.name);
  const put = (field: keyof typeof EMPTY) => (text: string) => {
    setTyped({ ...typed, [field]: text });
  };

  function missing() {
    if (typed.name.trim() === "" || slug === "") return t("create.noName");
    if (typed.ownerName.trim() === "" || typed.email.trim() === "") return t("create.noOwner");
    return typed.password === "" ? t("create.noPassword") : undefined;
  }

  function submit() {
    const { ownerName, email, password } = typed;
    const owner = { name: ownerName.trim(), email: email.trim(), password };
    make.mutate(
      { name: typed.name.trim(), slug: slug.trim(), plan, owner },
      {
        onSuccess: ({ name }) => {
          toast(t("create.done", { name }));
          onClose();
        },
      },
    );
  }

  return (
    <FormDialog
      title={t("create.title")}
      submitLabel={t("create.submit")}
      isDirty={Object.values(typed).some((text) => text !== "") || ownSlug !== null}
      isBusy={make.isPending}
      missing={missing()}
      error={make.error}
      fields={FIELDS}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t("name")}
        value={typed.name}
        onValue={put("name")}
        maxLength={100}
        autoFocus
        error={problem?.field("/name")}
      />
      <TextField
        label={t("slug")}
        value={slug}
        onValue={setOwnSlug}
        maxLength={40}
        hint={t("create.slugHint")}
        error={problem?.field("/slug")}
      />
      <PlanSelect value={plan} onValue={setPlan} />
      <fieldset className="flex flex-col gap-4 border-t border-line pt-4">
        <legend className="sr-only">{t("create.owner")}</legend>
        <TextField
          label={t("create.ownerName")}
          value={typed.ownerName}
          onValue={put("ownerName")}
          maxLength={100}
          error={problem?.field("/owner/name")}
        />
        <TextField
          label={t("create.email")}
          type="email"
          value={typed.email}
          onValue={put("email")}
          error={problem?.field("/owner/email")}
        />
        <PasswordField
          label={t("create.password")}
          value={typed.password}
          onValue={put("password")}
          autoComplete="new-password"
          hint={t("create.passwordHint")}
          error={problem?.field("/owner/password")}
        />
      </fieldset>
    </FormDialog>
  );
}
