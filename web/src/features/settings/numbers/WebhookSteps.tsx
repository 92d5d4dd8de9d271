import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { CopyField } from "../parts/CopyField";
import { appsQuery } from "../queries";

interface WebhookStepsProps {
  /** The slug of the app whose webhooks name the number. */
  app: string;
  /** Known only right after the app was registered. */
  verifyToken?: string | undefined;
}

/** What to do at Meta so that customers' messages arrive here. */
export function WebhookSteps({ app, verifyToken }: WebhookStepsProps) {
  const { t } = useTranslation("settingsNumbers");
  const apps = useQuery(appsQuery);
  const found = apps.data?.data.find(({ slug }) => slug === app);
  // A server that was not told its public address is most likely at the one that this page came from.
  const address = found && (found.webhookUrl ?? `${location.origin}${found.webhookPath}`);
  return (
    <ol className="flex list-decimal flex-col gap-4 pl-5 text-sm marker:font-semibold marker:text-fg-3">
      <li>{t("webhook.open")}</li>
      <li className="flex flex-col gap-3">
        <span className="list-item">{t("webhook.paste")}</span>
        {address && <CopyField label={t("webhook.address")} value={address} />}
        {verifyToken ? (
          <CopyField label={t("webhook.verifyToken")} value={verifyToken} isSecret />
        ) : (
          <p className="text-xs text-fg-3">{t("webhook.verifyTokenKnown")}</p>
        )}
      </li>
      <li>{t("webhook.subscribe")}</li>
    </ol>
  );
}
