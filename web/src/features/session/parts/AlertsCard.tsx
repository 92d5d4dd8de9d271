import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { askForNotifications, mayNotify, type Refusal } from "@/features/alerts/permission";
import { alertSettings, changeAlerts } from "@/features/alerts/settings";
import { playTone } from "@/features/alerts/tone";
import { useStore } from "@/lib/store";
import { Banner, Card, Switch } from "@/ui";

/** How this browser tells of new messages. Off until somebody switches it on. */
export function AlertsCard() {
  const { t } = useTranslation("session");
  const { desktop, sound } = useStore(alertSettings);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const name = useId();

  async function switchDesktop(on: boolean) {
    const refused = on ? await askForNotifications() : null;
    setRefusal(refused);
    changeAlerts({ desktop: on && refused === null });
  }

  function switchSound(on: boolean) {
    changeAlerts({ sound: on });
    if (on) playTone();
  }

  return (
    <Card title={t("alerts.title")} bodyClassName="flex flex-col gap-3">
      <p className="text-sm text-fg-2">{t("alerts.body")}</p>
      <div className="flex items-center justify-between gap-4">
        <label htmlFor={`${name}-desktop`} className="text-sm">
          {t("alerts.desktop")}
        </label>
        <Switch
          id={`${name}-desktop`}
          checked={desktop && mayNotify()}
          onChecked={(on) => void switchDesktop(on)}
        />
      </div>
      {refusal !== null && (
        <Banner tone="warn" className="rounded border">
          {t(`alerts.refused.${refusal}`)}
        </Banner>
      )}
      <div className="flex items-center justify-between gap-4">
        <label htmlFor={`${name}-sound`} className="text-sm">
          {t("alerts.sound")}
        </label>
        <Switch id={`${name}-sound`} checked={sound} onChecked={switchSound} />
      </div>
    </Card>
  );
}
