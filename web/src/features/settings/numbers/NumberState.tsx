import { CircleCheck, CircleDashed, CirclePause, OctagonAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge, Icon } from "@/ui";

// i18n-uses settingsNumbers:status.*
const LOOKS = {
  active: { tone: "ok", icon: CircleCheck },
  pending: { tone: "warn", icon: CircleDashed },
  inactive: { tone: "neutral", icon: CirclePause },
  refused: { tone: "danger", icon: OctagonAlert },
  suspended: { tone: "danger", icon: OctagonAlert },
} as const;

interface NumberStateProps {
  status: string;
  proof: string;
}

/** Whether a number sends and receives. */
export function NumberState({ status: told, proof }: NumberStateProps) {
  const { t } = useTranslation("settingsNumbers");
  const status = told === "suspended" && proof === "refused" ? "refused" : told;
  const known = Object.hasOwn(LOOKS, status) ? (status as keyof typeof LOOKS) : null;
  if (!known) return <Badge>{status}</Badge>;
  return (
    <Badge tone={LOOKS[known].tone}>
      <Icon of={LOOKS[known].icon} size={12} />
      {t(`status.${known}`)}
    </Badge>
  );
}
