import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { toLanguage } from "@/i18n/languages";
import { Button } from "@/ui";
import { optionsQuery } from "./options";
import { Door } from "./parts/Door";
import { DoorLink } from "./parts/DoorLink";
import { RegisterForm } from "./parts/RegisterForm";

/** A company of one's own. It says the same whether anybody has the address; nothing is made before the mail is read. */
export function RegisterPage() {
  const { t, i18n } = useTranslation("register");
  const options = useQuery(optionsQuery);
  const [wanted, setWanted] = useState({ company: "", name: "", email: "" });
  const asking = useMutation({
    mutationFn: () => {
      const body = { ...wanted, language: toLanguage(i18n.language) };
      return take(api.POST("/api/v1/auth/register", { body }));
    },
  });
  const back = <DoorLink to="/login">{t("back")}</DoorLink>;
  if (asking.isSuccess) {
    return (
      <Door title={t("sent.title")} intro={t("sent.body", { email: wanted.email })}>
        <div className="flex flex-col items-start gap-5">
          <p className="text-sm text-fg-2">{t("sent.late")}</p>
          <Button size="lg" onClick={() => asking.reset()}>
            {t("sent.again")}
          </Button>
          {back}
        </div>
      </Door>
    );
  }
  if (options.data?.registration === false) {
    return (
      <Door title={t("closed.title")} intro={t("closed.body")}>
        {back}
      </Door>
    );
  }
  return (
    <Door title={t("title")} intro={t("intro")}>
      <RegisterForm
        wanted={wanted}
        onWanted={setWanted}
        isBusy={asking.isPending}
        error={asking.error}
        onSubmit={() => asking.mutate()}
      />
      <p className="mt-6 text-sm">{back}</p>
    </Door>
  );
}
