import { useTranslation } from "react-i18next";
import { TypingBubble } from "@/ui";
import { useDirectory, useMe } from "../../people";
import { useTyping } from "../../useTyping";

/** Colleagues who write in this conversation, as bubbles of their own. */
export function TypingColleagues({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation(["inbox", "thread"]);
  const { user } = useDirectory();
  const typing = useTyping(conversationId, useMe()?.id);
  return typing.map((id) => {
    const name = user(id)?.name;
    return (
      name !== undefined && (
        <TypingBubble key={id} name={name} id={id}>
          {t("thread:typing", { name })}
        </TypingBubble>
      )
    );
  });
}
