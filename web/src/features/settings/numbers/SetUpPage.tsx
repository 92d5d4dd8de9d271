import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PhoneNumber } from "@/api/types";
import { toast } from "@/app/toasts";
import { Loaded } from "../parts/Loaded";
import { UnsavedGuard } from "../parts/UnsavedGuard";
import { appsQuery } from "../queries";
import { AppStep } from "./AppStep";
import { checkQuery } from "./checks";
import { NumberStep } from "./NumberStep";
import { Steps } from "./Steps";
import { newNumber, STEPS, type StepId } from "./setUp";
import { WebhookStep } from "./WebhookStep";

/** Connects a number step by step. What was typed stays when one goes back. */
export function SetUpPage() {
  const { t } = useTranslation("settingsNumbers");
  const client = useQueryClient();
  const navigate = useNavigate();
  const apps = useQuery(appsQuery);
  const [step, setStep] = useState<StepId>("app");
  const [app, setApp] = useState<{ slug: string; verifyToken?: string } | null>(null);
  const [number, setNumber] = useState(newNumber);
  const isDirty = Object.values(number).some((value) => value !== "");

  async function connected({ id, name, displayPhoneNumber }: PhoneNumber) {
    toast(t("setUp.connected", { name: name ?? displayPhoneNumber }));
    // What was typed is saved: leaving loses nothing.
    const params = { numberId: id };
    await navigate({ to: "/settings/numbers/$numberId", params, ignoreBlocker: true });
    await client.prefetchQuery(checkQuery(id));
  }

  return (
    <section className="overflow-hidden rounded-lg border border-line bg-surface">
      <UnsavedGuard when={isDirty} />
      <header className="flex flex-col gap-4 p-4">
        <h2 className="text-base font-semibold">{t("setUp.title")}</h2>
        <Steps current={STEPS.indexOf(step)} />
      </header>
      <div className="border-t border-line p-4">
        {step === "app" && (
          <Loaded query={apps} rows={2}>
            {({ data }) => (
              <AppStep
                apps={data}
                chosen={app?.slug}
                onDone={(chosen) => {
                  setApp(chosen);
                  setStep("webhook");
                }}
              />
            )}
          </Loaded>
        )}
        {step === "webhook" && app && (
          <WebhookStep
            app={app.slug}
            verifyToken={app.verifyToken}
            onBack={() => setStep("app")}
            onDone={() => setStep("number")}
          />
        )}
        {step === "number" && app && (
          <NumberStep
            app={app.slug}
            value={number}
            onValue={setNumber}
            onBack={() => setStep("webhook")}
            onDone={(made) => void connected(made)}
          />
        )}
      </div>
    </section>
  );
}
