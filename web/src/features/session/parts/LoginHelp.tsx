import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { optionsQuery } from "../options";
import { DoorLink } from "./DoorLink";

/** For who cannot get in: a new password by mail, or whom to ask where no mail is sent; a company of one's own where that is offered. */
export function LoginHelp() {
  const { t } = useTranslation("session");
  const options = useQuery(optionsQuery);
  // The line keeps its place while nobody knows what it will say.
  if (options.isPending) return <p className="mt-6 h-10" />;
  const mayRegister = options.data?.registration;
  return (
    <div className="mt-6 flex min-h-10 flex-col items-start gap-2 text-sm text-fg-3">
      {options.data?.mail ? (
        <>
          <DoorLink to="/forgot">{t("login.forgot")}</DoorLink>
          {!mayRegister && <p>{t("login.noAccess")}</p>}
        </>
      ) : (
        <p>{t("login.help")}</p>
      )}
      {mayRegister && <DoorLink to="/register">{t("login.register")}</DoorLink>}
    </div>
  );
}
