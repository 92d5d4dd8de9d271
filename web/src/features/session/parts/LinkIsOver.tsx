import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Door } from "./Door";

/** The link was used or is too old. */
export function LinkIsOver() {
  const { t } = useTranslation("session");
  return (
    <Door title={t("setup.over")} intro={t("setup.overBody")}>
      <Link to="/login" className="font-medium text-accent-text underline underline-offset-3">
        {t("setup.signIn")}
      </Link>
    </Door>
  );
}
