import { Link } from "@tanstack/react-router";
import { ExternalLink } from "lucide-react";
import { useTranslation } from "react-i18next";
import { PRIMARY_LINK } from "@/features/settings/parts/primaryLink";
import { Icon } from "@/ui";
import { STEPS, type StepId } from "../steps";
import { QUIET_LINK } from "./linkLook";

/** To the page where a step is done. */
export function StepLink({ id, isFirst }: { id: StepId; isFirst: boolean }) {
  const { t } = useTranslation("start");
  const look = isFirst ? PRIMARY_LINK : QUIET_LINK;
  const step = STEPS[id];
  if ("href" in step) {
    return (
      <a href={step.href} target="_blank" rel="noreferrer" className={look}>
        {t(`step.${id}.action`)}
        <Icon of={ExternalLink} />
      </a>
    );
  }
  return (
    <Link to={step.to} className={look}>
      {t(`step.${id}.action`)}
    </Link>
  );
}
