import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui";
import { optionsQuery } from "../options";
import { startOf } from "./arrival";
import { ProviderLogo } from "./ProviderLogo";

interface ProviderButtonsProps {
  /** Where to go afterwards. */
  to?: string | undefined;
}

/** Where else one may sign in; nothing where nothing else is offered. */
export default function ProviderButtons({ to }: ProviderButtonsProps) {
  const { t } = useTranslation("providers");
  const options = useQuery(optionsQuery);
  const providers = options.data?.providers ?? [];
  if (providers.length === 0) return null;
  return (
    <div className="mt-5 flex flex-col gap-2.5">
      <p className="flex items-center gap-3 text-xs text-fg-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t("or")}
      </p>
      {providers.map(({ id, name }) => (
        <Button key={id} size="lg" onClick={() => location.assign(startOf(id, to))}>
          <ProviderLogo id={id} />
          {t("signIn", { name })}
        </Button>
      ))}
    </div>
  );
}
