import { useTranslation } from "react-i18next";
import { Button } from "@/ui";
import { WebhookSteps } from "./WebhookSteps";

interface WebhookStepProps {
  app: string;
  verifyToken?: string | undefined;
  onBack: () => void;
  onDone: () => void;
}

/** What is to be entered at Meta. Whether it was done well the check tells afterwards. */
export function WebhookStep({ app, verifyToken, onBack, onDone }: WebhookStepProps) {
  const { t } = useTranslation("settingsNumbers");
  return (
    <div className="flex max-w-160 flex-col gap-4">
      <p className="text-sm text-fg-2">{t("webhook.intro")}</p>
      <WebhookSteps app={app} verifyToken={verifyToken} />
      <div className="flex justify-end gap-2">
        <Button onClick={onBack}>{t("setUp.back")}</Button>
        <Button kind="primary" onClick={onDone}>
          {t("webhook.next")}
        </Button>
      </div>
    </div>
  );
}
