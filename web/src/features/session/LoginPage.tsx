import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { rememberedBrand } from "./brand";
import { CredentialsForm } from "./parts/CredentialsForm";
import { Door } from "./parts/Door";
import { LoginHelp } from "./parts/LoginHelp";

/** The way in. Afterwards the person is where she wanted to go. */
export function LoginPage() {
  const { t } = useTranslation("session");
  const navigate = useNavigate();
  const { to } = useSearch({ from: "/login" });
  return (
    <Door
      title={t("login.title", { name: rememberedBrand() ?? t("login.product") })}
      intro={t("login.intro")}
    >
      <CredentialsForm onSignedIn={() => void navigate({ to: to ?? "/", replace: true })} />
      <LoginHelp />
    </Door>
  );
}
