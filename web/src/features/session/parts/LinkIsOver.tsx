import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { optionsQuery } from "../options";
import { Door } from "./Door";
import { DoorLink } from "./DoorLink";

/** The link was used or is too old. */
export function LinkIsOver() {
  const { t } = useTranslation("session");
  const options = useQuery(optionsQuery);
  return (
    <Door title={t("setup.over")} intro={t("setup.overBody")}>
      <div className="flex flex-col items-start gap-3">
        {options.data?.mail && <DoorLink to="/forgot">{t("setup.another")}</DoorLink>}
        <DoorLink to="/login">{t("setup.signIn")}</DoorLink>
      </div>
    </Door>
  );
}
