import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "@/app/ProblemNotice";
import { ProblemState } from "@/app/ProblemState";
import { Badge, Button, Card, Skeleton } from "@/ui";
import { FactorInForce } from "./FactorInForce";
import { FactorSetUp } from "./FactorSetUp";
import { factorQuery, type NewFactor, useBeginFactor } from "./queries";

/** A code of the person's phone beside the password: set up, looked after, taken away. */
export function FactorCard() {
  const { t } = useTranslation("secondFactor");
  const factor = useQuery(factorQuery);
  const [made, setMade] = useState<NewFactor | null>(null);
  const begin = useBeginFactor(setMade);
  const close = () => setMade(null);
  return (
    <Card
      title={t("title")}
      aside={factor.data?.enabled && <Badge tone="ok">{t("on")}</Badge>}
      bodyClassName="flex flex-col gap-3"
    >
      <p className="text-sm text-fg-2">{t("body")}</p>
      {factor.isPending && <Skeleton className="h-9 w-40" />}
      {factor.error && <ProblemState error={factor.error} onRetry={() => void factor.refetch()} />}
      <ProblemNotice error={begin.error} />
      {factor.data?.enabled === false && (
        <div>
          <Button busy={begin.isPending} onClick={() => begin.mutate()}>
            {t("setUp.begin")}
          </Button>
        </div>
      )}
      {factor.data?.enabled && (
        <FactorInForce
          factor={factor.data}
          isBeginning={begin.isPending}
          onAnew={() => begin.mutate()}
        />
      )}
      {made && <FactorSetUp made={made} onClose={close} onDone={close} />}
    </Card>
  );
}
