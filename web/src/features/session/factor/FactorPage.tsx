import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { session } from "@/api/session";
import { ProblemNotice } from "@/app/ProblemNotice";
import { useSession } from "@/app/useSession";
import { Button } from "@/ui";
import { signOut } from "../actions";
import { Door } from "../parts/Door";
import { FactorSetUp } from "./FactorSetUp";
import { type NewFactor, useBeginFactor } from "./queries";

/** In place of everything while the company asks for a second factor and the person has none. */
export default function FactorPage() {
  const { t } = useTranslation("secondFactor");
  const { tenant, tenants } = useSession();
  const [made, setMade] = useState<NewFactor | null>(null);
  const begin = useBeginFactor(setMade);
  const leave = useMutation({ mutationFn: () => signOut(false) });

  // What was refused meanwhile is asked for anew.
  function enter() {
    session.lackFactor(false);
    location.assign("/");
  }

  return (
    <Door title={t("page.title", { name: tenant?.name })} intro={t("page.body")}>
      <div className="flex flex-col gap-3">
        <ProblemNotice error={begin.error ?? leave.error} />
        <Button kind="primary" size="lg" busy={begin.isPending} onClick={() => begin.mutate()}>
          {t("setUp.begin")}
        </Button>
        {tenants.length > 1 && (
          <Button size="lg" onClick={() => location.assign("/tenants")}>
            {t("page.other")}
          </Button>
        )}
        <Button size="lg" busy={leave.isPending} onClick={() => leave.mutate()}>
          {t("page.signOut")}
        </Button>
      </div>
      {made && <FactorSetUp made={made} onClose={() => setMade(null)} onDone={enter} />}
    </Door>
  );
}
