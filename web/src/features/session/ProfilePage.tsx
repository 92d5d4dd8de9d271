import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { FactorCard } from "./factor/FactorCard";
import { AboutCard } from "./parts/AboutCard";
import { AlertsCard } from "./parts/AlertsCard";
import { PasswordCard } from "./parts/PasswordCard";
import { PreferencesCard } from "./parts/PreferencesCard";
import { SessionsCard } from "./parts/SessionsCard";

// Most installations offer none.
const ProvidersCard = lazy(() => import("./providers/ProvidersCard"));

/** What a person says of herself, how she likes the app, and where she is signed in. */
export function ProfilePage() {
  const { t } = useTranslation("session");
  return (
    <div className="h-full overflow-auto">
      <header className="flex h-14 items-center border-b border-line bg-surface px-6 max-md:px-4">
        <h1 className="text-md font-semibold">{t("profile.title")}</h1>
      </header>
      <div className="mx-auto flex max-w-160 flex-col gap-4 p-6 max-md:p-3">
        <AboutCard />
        <PreferencesCard />
        <AlertsCard />
        <PasswordCard />
        <FactorCard />
        <Suspense>
          <ProvidersCard />
        </Suspense>
        <SessionsCard />
      </div>
    </div>
  );
}
