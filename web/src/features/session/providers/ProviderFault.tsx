import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Banner } from "@/ui";
import { optionsQuery } from "../options";
import { faultKey } from "./arrival";

interface ProviderFaultProps {
  provider: string;
  fault: string;
}

// i18n-uses providers:fault.*
/** Why nobody came back from a provider, and what to do. */
export default function ProviderFault({ provider, fault }: ProviderFaultProps) {
  const { t } = useTranslation("providers");
  const options = useQuery(optionsQuery);
  const name = options.data?.providers.find((one) => one.id === provider)?.name ?? provider;
  return (
    <Banner tone={fault === "denied" ? "warn" : "danger"} className="mb-5 rounded border">
      {t(faultKey(fault), { name })}
    </Banner>
  );
}
