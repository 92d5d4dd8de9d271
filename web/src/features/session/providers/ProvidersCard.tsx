import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "@/app/ProblemNotice";
import { ProblemState } from "@/app/ProblemState";
import { toast } from "@/app/toasts";
import { Card } from "@/ui";
import { forgetArrival, readArrival } from "./arrival";
import ProviderFault from "./ProviderFault";
import { ProviderRow } from "./ProviderRow";
import { ownProvidersQuery, useConnectProvider, useDisconnectProvider } from "./queries";

/** Accounts elsewhere that let the person in. Not shown where nothing is offered and nothing is connected. */
export default function ProvidersCard() {
  const { t } = useTranslation("providers");
  const [arrival] = useState(readArrival);
  useEffect(forgetArrival, []);
  const own = useQuery(ownProvidersQuery);
  const connect = useConnectProvider();
  const disconnect = useDisconnectProvider();
  const arrived = own.data?.data.find((one) => one.id === arrival?.provider && one.connectedAt);
  useEffect(() => {
    if (arrived && !arrival?.fault) toast(t("connected", { name: arrived.name }));
  }, [arrived, arrival, t]);
  if (own.error) {
    return (
      <Card title={t("title")}>
        <ProblemState error={own.error} onRetry={() => void own.refetch()} />
      </Card>
    );
  }
  if (!own.data || own.data.data.length === 0) return null;
  return (
    <Card title={t("title")} bodyClassName="flex flex-col gap-3">
      <p className="text-sm text-fg-2">{t(own.data.password ? "body" : "bodyNoPassword")}</p>
      {arrival?.fault && <ProviderFault provider={arrival.provider} fault={arrival.fault} />}
      <ProblemNotice error={connect.error ?? disconnect.error} />
      <ul className="flex flex-col divide-y divide-line">
        {own.data.data.map((one) => (
          <ProviderRow
            key={one.id}
            entry={one}
            isBusy={connect.isPending || disconnect.isPending}
            onConnect={() => connect.mutate(one.id)}
            onDisconnect={() =>
              disconnect.mutate(one.id, {
                onSuccess: () => toast(t("disconnected", { name: one.name })),
              })
            }
          />
        ))}
      </ul>
    </Card>
  );
}
