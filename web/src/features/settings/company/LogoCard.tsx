import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { logoQuery } from "@/app/logoQuery";
import { Banner, Button, Card } from "@/ui";
import { OUR_HUE } from "../hues";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { FormProblem } from "../parts/FormProblem";
import { LogoDrop } from "./LogoDrop";
import { LogoSample } from "./LogoSample";
import { logoFault } from "./logo";
import type { TenantSettings } from "./settings";
import { useLogoChange } from "./useLogoChange";

/** The company's logo: saved as soon as it is chosen, unlike what stands in the form below. */
export function LogoCard({ settings }: { settings: TenantSettings }) {
  const { t } = useTranslation("settingsCompany");
  const { name, accent, logoUrl } = settings;
  const logo = useQuery({ ...logoQuery(logoUrl ?? ""), enabled: Boolean(logoUrl) });
  const change = useLogoChange(settings);
  const [fault, setFault] = useState<ReturnType<typeof logoFault>>(null);
  const [isRemoving, setRemoving] = useState(false);
  const src = logoUrl ? logo.data : undefined;
  const hue = accent ?? OUR_HUE;

  function choose(file: File) {
    const found = logoFault(file);
    setFault(found);
    if (found === null) change.mutate(file);
  }

  function askToRemove() {
    setFault(null);
    change.reset();
    setRemoving(true);
  }

  return (
    <Card title={t("logo.title")} className="max-w-180" bodyClassName="flex flex-col gap-4">
      <p className="text-sm text-fg-2">{t("logo.intro")}</p>
      {fault !== null && (
        <Banner tone="danger" className="rounded border">
          {t(`logo.${fault}`)}
        </Banner>
      )}
      {fault === null && !isRemoving && <FormProblem error={change.error} fields={[]} />}
      <LogoDrop hasLogo={Boolean(logoUrl)} isBusy={change.isPending} onFile={choose} />
      <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
        <LogoSample theme="light" hue={hue} name={name} src={src} />
        <LogoSample theme="dark" hue={hue} name={name} src={src} />
      </div>
      {logoUrl && (
        <Button kind="dangerOutline" className="self-start" onClick={askToRemove}>
          {t("logo.remove")}
        </Button>
      )}
      {isRemoving && (
        <ConfirmDialog
          title={t("logo.removeTitle")}
          body={t("logo.removeBody")}
          action={t("logo.remove")}
          isBusy={change.isPending}
          error={change.error}
          onConfirm={() => change.mutate(null, { onSuccess: () => setRemoving(false) })}
          onClose={() => setRemoving(false)}
        />
      )}
    </Card>
  );
}
