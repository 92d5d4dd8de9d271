import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

/** In place of a screen that does not exist, or not for this person. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <div className="grid h-full place-content-center gap-2 p-6 text-center">
      <h1 className="text-md font-semibold">{t("notFound.title")}</h1>
      <p className="text-sm text-fg-2">{t("notFound.body")}</p>
      <Link to="/" className="text-sm font-medium text-accent-text underline underline-offset-3">
        {t("notFound.home")}
      </Link>
    </div>
  );
}
