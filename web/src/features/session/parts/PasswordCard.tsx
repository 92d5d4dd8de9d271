import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { ProblemNotice } from "@/app/ProblemNotice";
import { toast } from "@/app/toasts";
import { Button, Card } from "@/ui";
import { usePasswordChange } from "../queries";
import { PasswordField } from "./PasswordField";

/** A new password, for who knows the old one. All other sessions end with it. */
export function PasswordCard() {
  const { t } = useTranslation("session");
  const [currentPassword, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const change = usePasswordChange();
  const problem = change.error && asProblem(change.error);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!change.isPending) change.mutate({ currentPassword, password }, { onSuccess: done });
  }

  function done() {
    setCurrent("");
    setPassword("");
    toast(t("profile.changed"));
  }

  return (
    <Card title={t("profile.password")}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <ProblemNotice error={problem} />
        <PasswordField
          label={t("profile.current")}
          value={currentPassword}
          onValue={setCurrent}
          autoComplete="current-password"
          error={problem?.field("/currentPassword")}
        />
        <PasswordField
          label={t("profile.fresh")}
          value={password}
          onValue={setPassword}
          autoComplete="new-password"
          hint={t("setup.passwordHint")}
          error={problem?.field("/password")}
        />
        <div>
          <Button type="submit" busy={change.isPending}>
            {t("profile.change")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
