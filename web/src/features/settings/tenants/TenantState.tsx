import { CircleCheck, CirclePause, CircleX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge, Icon } from "@/ui";
import { STATUSES } from "./queries";

// i18n-uses settingsTenants:status.*
const LOOKS = {
  active: { tone: "ok", icon: CircleCheck },
  suspended: { tone: "warn", icon: CirclePause },
  cancelled: { tone: "neutral", icon: CircleX },
} as const;

/** Whether the people of a company may work. */
export function TenantState({ status }: { status: string }) {
  const { t } = useTranslation("settingsTenants");
  const known = STATUSES.find((one) => one === status);
  if (!known) return <Badge>{status}</Badge>;
  return (
    <Badge tone={LOOKS[known].tone}>
      <Icon of={LOOKS[known].icon} size={12} />
      {t(`status.${known}`)}
    </Badge>
  );
}
