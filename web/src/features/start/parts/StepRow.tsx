import { Check, Minus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { Badge, Button, Icon } from "@/ui";
import { useOnboardingChange, useTemplateSearch } from "../queries";
import type { StepId } from "../steps";
import { StepLink } from "./StepLink";

interface StepRowProps {
  id: StepId;
  state: string;
  number: number;
  /** The first that is open: its link is the page's first action. */
  isNext: boolean;
}

/** One step: what it is for, where it is done, and the way around it. */
export function StepRow({ id, state, number, isNext }: StepRowProps) {
  const { t } = useTranslation("start");
  const isOpen = state === "open";
  return (
    <li className="flex gap-4 p-4">
      <Sign state={state} number={number} />
      <div className="min-w-0 flex-1">
        <div className="flex min-h-7 flex-wrap items-center gap-2">
          <h2 className={cn("font-semibold", !isOpen && "text-fg-2")}>{t(`step.${id}.title`)}</h2>
          {state === "done" && <Badge tone="ok">{t("state.done")}</Badge>}
          {state === "skipped" && <Badge>{t("state.skipped")}</Badge>}
        </div>
        {state !== "done" && <p className="mt-0.5 text-fg-2">{t(`step.${id}.body`)}</p>}
        {state !== "done" && (
          <div className="mt-3 flex flex-wrap gap-2">
            <StepLink id={id} isFirst={isNext} />
            <StepActions id={id} isOpen={isOpen} />
          </div>
        )}
      </div>
    </li>
  );
}

function StepActions({ id, isOpen }: { id: StepId; isOpen: boolean }) {
  const { t } = useTranslation("start");
  const change = useOnboardingChange();
  const search = useTemplateSearch();
  const name = t(`step.${id}.title`);
  return (
    <>
      {id === "profile" && (
        <Button busy={change.isPending} onClick={() => change.mutate({ done: "profile" })}>
          {t("right")}
        </Button>
      )}
      {id === "template" && (
        <Button busy={search.isPending} onClick={() => search.mutate()}>
          {t("search")}
        </Button>
      )}
      {isOpen && (
        <Button
          kind="ghost"
          busy={change.isPending}
          aria-label={t("skipNamed", { name })}
          onClick={() => change.mutate({ skip: id })}
        >
          {t("skip")}
        </Button>
      )}
    </>
  );
}

function Sign({ state, number }: { state: string; number: number }) {
  const look = "grid size-7 flex-none place-items-center rounded-full text-sm font-semibold";
  if (state === "done") {
    return (
      <span className={cn(look, "bg-ok-soft text-ok-text")}>
        <Icon of={Check} />
      </span>
    );
  }
  if (state === "skipped") {
    return (
      <span className={cn(look, "bg-hover text-fg-2")}>
        <Icon of={Minus} />
      </span>
    );
  }
  return <span className={cn(look, "bg-accent-soft text-accent-text")}>{number}</span>;
}
