import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { Fact, Select } from "@/ui";
import { useActions } from "../../useActions";

/** i18n-uses inbox:priority.* */
const PRIORITIES = ["none", "low", "medium", "high", "urgent"] as const;

/** How soon the conversation wants somebody. */
export function PriorityFact({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation(["inbox", "thread"]);
  const { setPriority } = useActions(conversation);
  return (
    <Fact name={t("thread:panel.priority")}>
      <Select
        size="sm"
        aria-label={t("thread:panel.priority")}
        className="-my-1 -ml-2.5 [&>select]:border-transparent [&>select]:hover:bg-hover"
        value={conversation.priority}
        onChange={(event) => setPriority(event.target.value)}
      >
        {PRIORITIES.map((priority) => (
          <option key={priority} value={priority}>
            {t(`priority.${priority}`)}
          </option>
        ))}
      </Select>
    </Fact>
  );
}
