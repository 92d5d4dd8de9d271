import { Reply, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/api/types";
import { Icon, IconButton } from "@/ui";
import { previewOf } from "../../model/preview";
import { useThread } from "../thread/ThreadContext";

interface ReplyBarProps {
  /** Undefined while it is not loaded. */
  message: Message | undefined;
  onCancel: () => void;
}

/** Which message the answer will quote. */
export function ReplyBar({ message, onCancel }: ReplyBarProps) {
  const { t } = useTranslation(["inbox", "thread"]);
  const { contactName } = useThread();
  const preview = message && previewOf(message);
  return (
    <div className="mx-2 mt-2 flex items-center gap-2 rounded-sm border-l-3 border-accent bg-fg/5 py-1 pr-1 pl-2 text-xs text-fg-2">
      <Icon of={Reply} size={14} />
      <span className="min-w-0 flex-1">
        <b className="block truncate font-semibold text-accent-text">
          {message?.direction === "outbound" ? t("thread:quote.us") : contactName}
        </b>
        <span className="block truncate">
          {preview ? preview.words || t(preview.kind) : t("thread:composer.answering")}
        </span>
      </span>
      <IconButton icon={X} size="sm" label={t("thread:composer.cancelReply")} onClick={onCancel} />
    </div>
  );
}
