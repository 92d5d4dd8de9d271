import { useQuery } from "@tanstack/react-query";
import { Link2 } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { ProblemNotice } from "@/app/ProblemNotice";
import { Banner, Button, Skeleton } from "@/ui";
import { enterByProvider } from "../actions";
import { optionsQuery } from "../options";
import { CredentialsForm } from "../parts/CredentialsForm";
import { LoginHelp } from "../parts/LoginHelp";
import { ProviderCode } from "./ProviderCode";

interface ProviderArrivalProps {
  provider: string;
  ticket: string;
  onSignedIn: () => void;
  /** Back to the page as it was. */
  onAgain: () => void;
}

/** Somebody came back from a provider: they are in, or asked for a code, or for who they are here. */
export default function ProviderArrival(props: ProviderArrivalProps) {
  const { provider, ticket, onSignedIn, onAgain } = props;
  const { t } = useTranslation("providers");
  const options = useQuery(optionsQuery);
  const name = options.data?.providers.find((one) => one.id === provider)?.name ?? provider;
  const entering = useQuery({
    queryKey: ["arrival", ticket],
    queryFn: async () => {
      await enterByProvider({ ticket });
      return true;
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    if (entering.isSuccess) onSignedIn();
  }, [entering.isSuccess, onSignedIn]);
  const slug = entering.error && asProblem(entering.error).slug;
  const again = (
    <Button kind="ghost" onClick={onAgain}>
      {t("again")}
    </Button>
  );
  if (slug === null) {
    return (
      <div role="status" className="flex flex-col gap-3">
        <p className="text-fg-2">{t("entering", { name })}</p>
        <Skeleton className="h-10 w-full" />
      </div>
    );
  }
  if (slug === "second-factor-required") {
    return (
      <div className="flex flex-col gap-4">
        <ProviderCode ticket={ticket} onSignedIn={onSignedIn} />
        {again}
      </div>
    );
  }
  if (slug === "provider-not-connected") {
    return (
      <>
        <Banner tone="info" icon={Link2} className="mb-5 rounded border">
          {t("connectFirst", { name })}
        </Banner>
        <CredentialsForm ticket={ticket} onSignedIn={onSignedIn} />
        <div className="mt-2 flex flex-col">{again}</div>
        <LoginHelp />
      </>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <ProblemNotice error={entering.error} />
      {again}
    </div>
  );
}
