import { CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type Variable, variableKey } from "@/features/settings/replies/variables";
import { Icon } from "@/ui";

interface MissingNoticeProps {
  id: string;
  missing: readonly Variable[];
}

/** Why this text is not sent: variables stand in it that nothing is known of. */
export default function MissingNotice({ id, missing }: MissingNoticeProps) {
  const { t, i18n } = useTranslation(["replies", "settingsDesk"]);
  const names = missing.map((variable) => t(`settingsDesk:${variableKey(variable)}`));
  return (
    <p
      id={id}
      role="alert"
      className="mx-2 mb-1 flex items-start gap-2 rounded-sm bg-danger-soft px-2 py-1.5 text-xs text-danger-text"
    >
      <Icon of={CircleAlert} size={14} className="mt-px" />
      {t("replies:missing", { names: new Intl.ListFormat(i18n.language).format(names) })}
    </p>
  );
}
