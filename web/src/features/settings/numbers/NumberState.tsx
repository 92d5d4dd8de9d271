import { CircleCheck, CircleDashed, CirclePause, OctagonAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge, Icon } from "@/ui";

// i18n-uses settingsNumbers:status.*
const LOOKS = {
  active: { tone: "ok", icon: CircleCheck },
  pending: { tone: "warn", icon: CircleDashed },
  inactive: { tone: "neutral", icon: CirclePause },
  suspended: { tone: "danger", icon: OctagonAlert },
} as const;

/** Whether a number sends and receives. */
export function NumberState({ status }: { status: string }) {
  const { t } = useTranslation("settingsNumbers");
  const known = Object.hasOwn(LOOKS, status) ? (status as keyof typeof LOOKS) : null;
  if (!known) return <Badge>{status}</Badge>;
  return (
    <Badge tone={LOOKS[known].tone}>
      <Icon of={LOOKS[known].icon} size={12} />
      {t(`status.${known}`)}
    </Badge>
  );
}
