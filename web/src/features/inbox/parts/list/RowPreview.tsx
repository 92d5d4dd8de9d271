import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { cn } from "@/lib/cn";
import { Icon, Tick } from "@/ui";
import { tickOf } from "../../model/delivery";
import { hasDraft, loadDraft } from "../../model/drafts";
import { previewOf } from "../../model/preview";

/** The newest message in a line, or what is being written. */
export function RowPreview({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation("inbox");
  const { lastMessage: message } = conversation;
  if (hasDraft(conversation.id)) {
    return (
      <span className="truncate">
        <span className="text-accent-text">{t("row.draft")}</span> {loadDraft(conversation.id).text}
      </span>
    );
  }
  if (!message) return <span className="truncate">{t("row.empty")}</span>;
  const { icon, words, kind } = previewOf(message);
  const tick = message.direction === "outbound" ? tickOf(message.status) : null;
  const wrong = message.status === "failed" || message.status === "unconfirmed";
  const shown = message.type === "reaction" ? t("row.reacted", { emoji: words }) : words || t(kind);
  return (
    <>
      {tick !== null && <Tick state={tick} label={t(`tick.${tick}`)} />}
      {icon !== undefined && <Icon of={icon} size={14} className="text-fg-3" />}
      <span
        className={cn(
          "truncate",
          message.status === "failed" && "text-danger-text",
          message.status === "unconfirmed" && "text-warn-text",
        )}
      >
        {wrong && `${t(`tick.${message.status === "failed" ? "failed" : "unconfirmed"}`)} · `}
        {shown}
      </span>
    </>
  );
}
