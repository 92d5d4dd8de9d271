import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema.gen";
import { Badge, Button } from "@/ui";
import { NewApp } from "./NewApp";

type App = components["schemas"]["App"];

interface AppStepProps {
  apps: readonly App[];
  chosen?: string | undefined;
  onDone: (app: { slug: string; verifyToken?: string }) => void;
}

const NEW = "+";

/** Which of Meta's apps the webhooks of the number come from: one that is known, or another. */
export function AppStep({ apps, chosen: before, onDone }: AppStepProps) {
  const { t } = useTranslation(["settingsNumbers", "common"]);
  const [chosen, setChosen] = useState(before ?? apps[0]?.slug ?? NEW);
  const choices = [...apps.map(({ slug }) => slug), NEW];
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-[72ch] text-sm text-fg-2">{t("appStep.intro")}</p>
      <fieldset className="flex flex-col gap-2">
        <legend className="sr-only">{t("step.app")}</legend>
        {choices.map((slug) => {
          const app = apps.find((one) => one.slug === slug);
          return (
            <label
              key={slug}
              className="flex min-h-11 cursor-pointer items-center gap-3 rounded border border-line-strong px-3 text-sm has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-ring"
            >
              <input
                type="radio"
                name="app"
                checked={slug === chosen}
                onChange={() => setChosen(slug)}
                className="size-4 accent-accent"
              />
              <b className="font-semibold">{slug === NEW ? t("appStep.another") : slug}</b>
              {app?.isPlatform && <Badge>{t("appStep.platform")}</Badge>}
              {app?.appId && <span className="text-xs text-fg-3">{app.appId}</span>}
            </label>
          );
        })}
      </fieldset>
      {chosen === NEW ? (
        <NewApp onDone={onDone} />
      ) : (
        <div className="flex justify-end">
          <Button kind="primary" onClick={() => onDone({ slug: chosen })}>
            {t("setUp.next")}
          </Button>
        </div>
      )}
    </div>
  );
}
