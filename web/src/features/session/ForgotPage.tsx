import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { Button } from "@/ui";
import { Door } from "./parts/Door";
import { DoorLink } from "./parts/DoorLink";
import { EmailForm } from "./parts/EmailForm";

/** A new password for who lost hers. It says the same whether anybody signs in with the address. */
export function ForgotPage() {
  const { t } = useTranslation("recovery");
  const [email, setEmail] = useState("");
  const asking = useMutation({
    mutationFn: () => take(api.POST("/api/v1/auth/password/forgot", { body: { email } })),
  });
  if (asking.isSuccess) {
    return (
      <Door title={t("sent.title")} intro={t("sent.body", { email })}>
        <div className="flex flex-col items-start gap-5">
          <p className="text-sm text-fg-2">{t("sent.late")}</p>
          <Button size="lg" onClick={() => asking.reset()}>
            {t("sent.again")}
          </Button>
          <DoorLink to="/login">{t("back")}</DoorLink>
        </div>
      </Door>
    );
  }
  return (
    <Door title={t("title")} intro={t("intro")}>
      <EmailForm
        email={email}
        onEmail={setEmail}
        isBusy={asking.isPending}
        error={asking.error}
        onSubmit={() => asking.mutate()}
      />
      <p className="mt-6 text-sm">
        <DoorLink to="/login">{t("back")}</DoorLink>
      </p>
    </Door>
  );
}
