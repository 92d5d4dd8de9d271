import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { rememberedBrand } from "./brand";
import { CredentialsForm } from "./parts/CredentialsForm";
import { Door } from "./parts/Door";
import { LoginHelp } from "./parts/LoginHelp";
import { forgetArrival, readArrival } from "./providers/arrival";

// Most installations offer none of these.
const ProviderArrival = lazy(() => import("./providers/ProviderArrival"));
const ProviderButtons = lazy(() => import("./providers/ProviderButtons"));
const ProviderFault = lazy(() => import("./providers/ProviderFault"));

/** The way in. Afterwards the person is where she wanted to go. */
export function LoginPage() {
  const { t } = useTranslation("session");
  const navigate = useNavigate();
  const { to } = useSearch({ from: "/login" });
  // Behind the #, so that it reached no server's log. Read once: the address bar forgets it.
  const [arrival, setArrival] = useState(readArrival);
  useEffect(forgetArrival, []);
  const enter = useCallback(() => void navigate({ to: to ?? "/", replace: true }), [navigate, to]);
  return (
    <Door
      title={t("login.title", { name: rememberedBrand() ?? t("login.product") })}
      intro={t("login.intro")}
    >
      {arrival?.ticket ? (
        <Suspense>
          <ProviderArrival
            provider={arrival.provider}
            ticket={arrival.ticket}
            onSignedIn={enter}
            onAgain={() => setArrival(null)}
          />
        </Suspense>
      ) : (
        <>
          <Suspense>
            {arrival?.fault && <ProviderFault provider={arrival.provider} fault={arrival.fault} />}
          </Suspense>
          <CredentialsForm onSignedIn={enter} />
          <Suspense>
            <ProviderButtons to={to} />
          </Suspense>
          <LoginHelp />
        </>
      )}
    </Door>
  );
}
