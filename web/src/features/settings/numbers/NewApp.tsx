import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { asProblem } from "@/api/problem";
import { Button } from "@/ui";
import { FormProblem } from "../parts/FormProblem";
import { TextField } from "../parts/TextField";
import { UnsavedGuard } from "../parts/UnsavedGuard";
import { appsQuery, useChange } from "../queries";
import { newVerifyToken } from "./setUp";

/** Registers one of Meta's apps. Its secrets are never shown again, so the verify token is carried to the next step. */
export function NewApp({
  onDone,
}: {
  onDone: (app: { slug: string; verifyToken: string }) => void;
}) {
  const { t } = useTranslation("settingsNumbers");
  const [slug, setSlug] = useState("");
  const [appId, setAppId] = useState("");
  const [appSecret, setAppSecret] = useState("");
  const [verifyToken] = useState(newVerifyToken);
  const make = useChange(
    (body: { slug: string; appSecret: string; verifyToken: string; appId?: string }) => {
      return take(api.POST("/api/v1/apps", { body }));
    },
    appsQuery.queryKey,
  );
  const problem = make.error && asProblem(make.error);
  const isDirty = slug !== "" || appId !== "" || appSecret !== "";

  function submit(event: FormEvent) {
    event.preventDefault();
    if (make.isPending) return;
    const body = { slug: slug.trim(), appSecret: appSecret.trim(), verifyToken };
    make.mutate(appId.trim() === "" ? body : { ...body, appId: appId.trim() }, {
      onSuccess: (app) => onDone({ slug: app.slug, verifyToken }),
    });
  }

  return (
    <form onSubmit={submit} className="flex max-w-160 flex-col gap-4">
      <UnsavedGuard when={isDirty && !make.isSuccess} />
      <FormProblem error={make.error} fields={["/slug", "/appId", "/appSecret"]} />
      <TextField
        label={t("newApp.slug")}
        value={slug}
        onValue={(text) => setSlug(text.toLowerCase())}
        placeholder="loja"
        hint={t("newApp.slugHint")}
        required
        maxLength={40}
        error={problem?.field("/slug")}
      />
      <TextField
        label={t("newApp.appId")}
        value={appId}
        onValue={setAppId}
        inputMode="numeric"
        placeholder="1234567890123456"
        hint={t("newApp.appIdHint")}
        error={problem?.field("/appId")}
      />
      <TextField
        label={t("newApp.secret")}
        type="password"
        autoComplete="new-password"
        value={appSecret}
        onValue={setAppSecret}
        hint={t("newApp.secretHint")}
        required
        error={problem?.field("/appSecret")}
      />
      <div className="flex justify-end">
        <Button type="submit" kind="primary" busy={make.isPending}>
          {t("newApp.submit")}
        </Button>
      </div>
    </form>
  );
}
