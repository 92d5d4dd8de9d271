import { Info, Phone } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/api/types";
import { useFormat } from "@/app/useFormat";
import { SystemLine } from "@/ui";
import { text } from "../../model/content";

const NUMBER_CHANGES = new Set([
  "user_changed_number",
  "customer_changed_number",
  "user_changed_user_id",
]);

/** What WhatsApp tells of the customer, between the messages. */
export function SystemMessage({ message }: { message: Message }) {
  const { t } = useTranslation(["inbox", "thread"]);
  const format = useFormat();
  const kind = text(message.content, "type");
  const words =
    message.type === "request_welcome" ? t("thread:system.opened") : t("thread:system.other");
  return (
    <SystemLine
      icon={NUMBER_CHANGES.has(kind) ? Phone : Info}
      note={text(message.content, "body") || undefined}
    >
      {NUMBER_CHANGES.has(kind) ? t("thread:system.numberChanged") : words} ·{" "}
      {format.time(message.createdAt)}
    </SystemLine>
  );
}
