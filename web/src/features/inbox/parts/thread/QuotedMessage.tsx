import { useTranslation } from "react-i18next";
import type { Message } from "@/api/types";
import { Quote } from "@/ui";
import { previewOf } from "../../model/preview";
import { useQuoted } from "../../queries";
import { useThread } from "./ThreadContext";

/** The message that another one answers; a click goes there. */
export function QuotedMessage({ id }: { id: string }) {
  const { t } = useTranslation(["inbox", "thread"]);
  const { find, contactName, jumpTo } = useThread();
  const loaded = find(id);
  const fetched = useQuoted(id, loaded === undefined);
  const quoted: Message | undefined = loaded ?? fetched.data;
  if (quoted === undefined) return null;
  const { icon, words, kind } = previewOf(quoted);
  return (
    <Quote
      author={quoted.direction === "inbound" ? contactName : t("thread:quote.us")}
      text={words || t(kind)}
      icon={icon}
      label={t("thread:quote.jump")}
      onJump={() => jumpTo(id)}
    />
  );
}
