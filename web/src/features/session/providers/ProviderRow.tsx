import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/useFormat";
import { Button } from "@/ui";
import { ProviderLogo } from "./ProviderLogo";
import type { OwnProvider } from "./queries";

interface ProviderRowProps {
  entry: OwnProvider;
  isBusy: boolean;
  onConnect: () => void;
  onDisconnect: () => void;
}

/** One provider: connected since when, or not. */
export function ProviderRow({ entry, isBusy, onConnect, onDisconnect }: ProviderRowProps) {
  const { t } = useTranslation("providers");
  const format = useFormat();
  const { name, connectedAt } = entry;
  return (
    <li className="flex items-center gap-3 py-3">
      <ProviderLogo id={entry.id} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{name}</p>
        <p className="text-xs text-fg-3">
          {connectedAt ? t("since", { date: format.dateTime(connectedAt) }) : t("notYet")}
        </p>
      </div>
      {connectedAt ? (
        <Button
          size="sm"
          kind="dangerOutline"
          busy={isBusy}
          onClick={onDisconnect}
          aria-label={t("disconnectNamed", { name })}
        >
          {t("disconnect")}
        </Button>
      ) : (
        <Button
          size="sm"
          busy={isBusy}
          onClick={onConnect}
          aria-label={t("connectNamed", { name })}
        >
          {t("connect")}
        </Button>
      )}
    </li>
  );
}
