import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { ProblemNotice } from "@/app/ProblemNotice";
import { slugOf } from "@/lib/slug";
import { Button } from "@/ui";
import { useSetUp } from "../useSetUp";
import { PasswordField } from "./PasswordField";
import { TextField } from "./TextField";

/** The first company of an installation and its owner. */
export function InstanceForm({ token }: { token: string }) {
  const { t } = useTranslation("session");
  const [tenant, setTenant] = useState("");
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const setUp = useSetUp();
  const problem = setUp.error && asProblem(setUp.error);
  const slug = ownSlug ?? slugOf(tenant);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (setUp.isPending) return;
    setUp.mutate({ token, name, email, password, tenant: { slug, name: tenant } });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <ProblemNotice error={problem} />
      <TextField
        label={t("setup.tenantName")}
        value={tenant}
        onValue={setTenant}
        autoComplete="organization"
        error={problem?.field("/tenant/name")}
      />
      <TextField
        label={t("setup.slug")}
        value={slug}
        onValue={setOwnSlug}
        autoComplete="off"
        hint={t("setup.slugHint")}
        error={problem?.field("/tenant/slug")}
      />
      <TextField
        label={t("setup.name")}
        value={name}
        onValue={setName}
        autoComplete="name"
        error={problem?.field("/name")}
      />
      <TextField
        label={t("setup.email")}
        type="email"
        value={email}
        onValue={setEmail}
        autoComplete="username"
        error={problem?.field("/email")}
      />
      <PasswordField
        label={t("setup.password")}
        value={password}
        onValue={setPassword}
        autoComplete="new-password"
        hint={t("setup.passwordHint")}
        error={problem?.field("/password")}
      />
      <Button type="submit" kind="primary" size="lg" busy={setUp.isPending}>
        {t("setup.submitInstance")}
      </Button>
    </form>
  );
}
