import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Loaded } from "@/features/settings/parts/Loaded";
import { Button } from "@/ui";
import { StepRow } from "./parts/StepRow";
import { onboardingQuery, useOnboardingChange } from "./queries";
import { isStep } from "./steps";

/** What a new company does first, and how far it has come. Whoever comes back finds it as it was left. */
export function StartPage() {
  const { t } = useTranslation("start");
  const onboarding = useQuery({ ...onboardingQuery, staleTime: 0 });
  return (
    <div className="h-full overflow-auto">
      <header className="flex h-14 items-center border-b border-line bg-surface px-6 max-md:px-4">
        <h1 className="text-md font-semibold">{t("title")}</h1>
      </header>
      <div className="mx-auto flex max-w-160 flex-col gap-4 p-6 max-md:p-3">
        <Loaded query={onboarding}>
          {({ steps }) => {
            const known = steps.flatMap(({ id, state }) => (isStep(id) ? [{ id, state }] : []));
            const next = known.find(({ state }) => state === "open")?.id;
            const closed = known.filter(({ state }) => state !== "open").length;
            const isReady = closed === known.length;
            return (
              <>
                <div>
                  <p className="text-lg font-semibold tracking-[-0.01em]">
                    {t(isReady ? "ready" : "intro")}
                  </p>
                  <p className="mt-1 text-fg-2">
                    {isReady ? t("readyBody") : t("progress", { closed, count: known.length })}
                  </p>
                </div>
                <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
                  {known.map(({ id, state }, at) => (
                    <StepRow key={id} id={id} state={state} number={at + 1} isNext={id === next} />
                  ))}
                </ol>
                <FinishButton isReady={isReady} />
              </>
            );
          }}
        </Loaded>
      </div>
    </div>
  );
}

/** To work; before all is done it says that nobody is to be reminded. */
function FinishButton({ isReady }: { isReady: boolean }) {
  const { t } = useTranslation("start");
  const navigate = useNavigate();
  const change = useOnboardingChange();
  return (
    <Button
      kind={isReady ? "primary" : "ghost"}
      className="self-start"
      busy={change.isPending}
      onClick={() =>
        change.mutate({ finished: true }, { onSuccess: () => void navigate({ to: "/inbox" }) })
      }
    >
      {t(isReady ? "open" : "enough")}
    </Button>
  );
}
