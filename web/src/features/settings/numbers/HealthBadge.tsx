import { useQuery } from "@tanstack/react-query";
import { OctagonAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge, Icon } from "@/ui";
import { healthQuery } from "./health";

/** In the list, what is wrong with a number; nothing while nothing is. */
export function HealthBadge({ numberId }: { numberId: string }) {
  const { t } = useTranslation("settingsNumbers");
  const { data } = useQuery(healthQuery(numberId));
  if (data?.state !== "problem") return null;
  return (
    <Badge tone="danger">
      <Icon of={OctagonAlert} size={12} />
      {t(data.silentSince ? "health.badgeSilent" : "health.badgeProblem")}
    </Badge>
  );
}
