import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation, Message } from "@/api/types";
import { ProblemState } from "@/app/ProblemState";
import { useFormat } from "@/app/useFormat";
import { messagesOf, threadItems } from "../../model/thread";
import { contactName } from "../../people";
import { useThreadPages } from "../../queries";
import { Composer } from "../composer/Composer";
import { MessageList } from "./MessageList";
import { PendingBubble } from "./PendingBubble";
import { ThreadContext, type ThreadWork } from "./ThreadContext";
import { ThreadHeader } from "./ThreadHeader";
import { TypingColleagues } from "./TypingColleagues";
import { useJump } from "./useJump";
import { useReading } from "./useReading";
import { useSending } from "./useSending";

interface OpenThreadProps {
  conversation: Conversation;
  panelOpen: boolean;
  onPanel: () => void;
}

export function OpenThread({ conversation, panelOpen, onPanel }: OpenThreadProps) {
  const { t } = useTranslation("inbox");
  const format = useFormat();
  const pages = useThreadPages(conversation.id);
  const rows = useMemo(
    () => (pages.data?.pages.flatMap((page) => page.data) ?? []).toReversed(),
    [pages.data],
  );
  const messages = useMemo(() => messagesOf(rows), [rows]);
  const unread = useReading(conversation, pages.isSuccess);
  const sending = useSending(conversation.id, messages);
  const scroller = useRef<HTMLDivElement>(null);
  const [replying, setReplying] = useState<Message | null>(null);
  const name = contactName(conversation.contact);
  const items = useMemo(
    () => threadItems({ rows, unread, dayOf: format.dayKey }),
    [rows, unread, format],
  );

  const newest = useRef(sending);
  newest.current = sending;
  const byId = useMemo(() => new Map(messages.map((message) => [message.id, message])), [messages]);
  const jumpTo = useJump(pages, (id) => byId.has(id));
  const threadWork = useMemo<ThreadWork>(
    () => ({
      contactName: name,
      find: (id) => byId.get(id),
      jumpTo,
      replyTo: setReplying,
      react: (message, emoji) => newest.current.react(message, emoji),
      resend: (message) => newest.current.resend(message),
      dismiss: (message) => newest.current.dismiss(message),
    }),
    [name, byId, jumpTo],
  );

  return (
    <ThreadContext value={threadWork}>
      <section
        aria-label={t("thread.with", { name })}
        className="@container/thread flex h-full min-h-0 flex-col"
      >
        <ThreadHeader conversation={conversation} panelOpen={panelOpen} onPanel={onPanel} />
        {pages.isError && rows.length === 0 ? (
          <ProblemState
            error={pages.error}
            onRetry={() => void pages.refetch()}
            retrying={pages.isFetching}
          />
        ) : (
          <MessageList
            items={items}
            scroller={scroller}
            hasOlder={pages.hasNextPage}
            loadingOlder={pages.isFetchingNextPage}
            onOlder={pages.fetchNextPage}
          >
            {sending.pending.map((outgoing) => (
              <PendingBubble
                key={outgoing.key}
                outgoing={outgoing}
                numberId={conversation.numberId}
                onRetry={sending.retry}
                onDiscard={sending.discard}
              />
            ))}
            <TypingColleagues conversationId={conversation.id} />
          </MessageList>
        )}
        <Composer
          conversation={conversation}
          replying={replying}
          onReplying={setReplying}
          find={threadWork.find}
          onSend={(draft) => {
            sending.send(draft);
            scroller.current?.scrollTo({ top: 0 });
          }}
          onTemplate={(template) => {
            sending.sendTemplate(template);
            scroller.current?.scrollTo({ top: 0 });
          }}
        />
      </section>
    </ThreadContext>
  );
}
