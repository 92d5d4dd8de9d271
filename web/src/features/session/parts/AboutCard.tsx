import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { toast } from "@/app/toasts";
import { useSession } from "@/app/useSession";
import { Button, Card, Field, Input } from "@/ui";
import { useProfileChange } from "../queries";
import { TextField } from "./TextField";

/** Name, and what only others change: address and role. */
export function AboutCard() {
  const { t } = useTranslation(["session", "common"]);
  const { user } = useSession();
  const [name, setName] = useState(user?.name ?? "");
  const change = useProfileChange();
  if (!user) return null;
  const isSame = name.trim() === user.name || name.trim() === "";

  function save(event: FormEvent) {
    event.preventDefault();
    if (!isSame) change.mutate({ name }, { onSuccess: () => toast(t("profile.saved")) });
  }

  return (
    <Card title={t("profile.about")}>
      <form onSubmit={save} className="flex flex-col gap-4">
        <TextField
          label={t("profile.name")}
          value={name}
          onValue={setName}
          autoComplete="name"
          error={change.error ? asProblem(change.error).field("/name") : undefined}
        />
        <Field label={t("profile.email")} hint={t("profile.emailHint")}>
          {(control) => <Input {...control} value={user.email} disabled />}
        </Field>
        {user.role && (
          <p className="text-sm text-fg-2">
            {t("profile.role")}:{" "}
            <strong className="font-medium text-fg">
              {t(`common:role.${user.role as "owner"}`)}
            </strong>
          </p>
        )}
        <div className="flex items-center gap-3">
          <Button type="submit" kind="primary" disabled={isSame} busy={change.isPending}>
            {t("common:action.save")}
          </Button>
          {isSame && <span className="text-xs text-fg-3">{t("profile.same")}</span>}
        </div>
      </form>
    </Card>
  );
}
