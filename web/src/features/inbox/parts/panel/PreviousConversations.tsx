import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { useHistory } from "@/features/contacts/history";
import { ConversationLink } from "@/features/contacts/parts/ConversationLink";
import { Accordion, Badge } from "@/ui";

/** What was spoken of with the same contact before; nothing where this is the first conversation. */
export default function PreviousConversations({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation("thread");
  const history = useHistory(conversation.contact.id);
  const others = (history.data?.pages[0]?.data ?? []).filter(({ id }) => id !== conversation.id);
  if (others.length === 0) return null;
  return (
    <Accordion
      title={t("panel.previous")}
      aside={<Badge>{`${others.length}${history.hasNextPage ? "+" : ""}`}</Badge>}
    >
      <ul className="-mx-2 flex flex-col">
        {others.map((other) => (
          <li key={other.id}>
            <ConversationLink conversation={other} />
          </li>
        ))}
      </ul>
    </Accordion>
  );
}
