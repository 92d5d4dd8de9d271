import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { asProblem } from "@/api/problem";
import { ProblemState } from "@/app/ProblemState";
import { Door } from "./parts/Door";
import { InstanceForm } from "./parts/InstanceForm";
import { LinkIsOver } from "./parts/LinkIsOver";
import { NewPasswordForm } from "./parts/NewPasswordForm";

/** Where a one-time link leads: a first password, the company of who registered, or, on an empty installation, the first one. */
export function SetUpPage() {
  const { t } = useTranslation(["session", "register"]);
  // Behind the #, so that it reached no server's log. Taken once: the address bar forgets it.
  const [token] = useState(() => location.hash.slice(1));
  const link = useQuery({
    queryKey: ["link", token],
    queryFn: () => take(api.POST("/api/v1/auth/setup/look", { body: { token } })),
  });

  if (link.error) {
    if (asProblem(link.error).status === 404) return <LinkIsOver />;
    return <ProblemState error={link.error} onRetry={() => void link.refetch()} />;
  }
  if (!link.data) return null;
  const { purpose, name, email } = link.data;
  if (purpose === "instance") {
    return (
      <Door title={t("setup.instanceTitle")} intro={t("setup.instanceBody")}>
        <InstanceForm token={token} />
      </Door>
    );
  }
  if (purpose === "registration") {
    return (
      <Door title={t("register:setup.title")} intro={t("register:setup.hello", link.data)}>
        <NewPasswordForm
          token={token}
          name={name ?? ""}
          email={email ?? ""}
          submit={t("register:setup.submit")}
          to="/start"
        />
      </Door>
    );
  }
  return (
    <Door title={t("setup.title")} intro={t("setup.hello", { name, email })}>
      <NewPasswordForm token={token} name={name ?? ""} email={email ?? ""} />
    </Door>
  );
}
