import { MessageSquareReply, MousePointerClick } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/useFormat";
import { cn } from "@/lib/cn";
import { Bubble, BubbleMeta, BubbleRow, Choices, OriginLine, Reaction, Tick } from "@/ui";
import { choicesOf } from "../../model/content";
import { tickOf } from "../../model/delivery";
import type { ThreadItem } from "../../model/thread";
import { BubbleActions } from "./BubbleActions";
import { DeliveryIssue } from "./DeliveryIssue";
import { MessageContent } from "./MessageContent";
import { QuotedMessage } from "./QuotedMessage";

type Item = Extract<ThreadItem, { kind: "message" }>;

const TAPPED = new Set(["button", "interactive"]);
const FRAMED = new Set(["image", "video", "location"]);

/** A message in the thread with all that belongs to it. */
export const MessageBubble = memo(function MessageBubble({
  message,
  grouped,
  reactions,
  chosen,
  resent,
}: Item) {
  const { t } = useTranslation(["inbox", "thread"]);
  const format = useFormat();
  const side = message.direction === "inbound" ? "in" : "out";
  const tick = side === "out" ? tickOf(message.status) : null;
  const choices =
    side === "out" && message.type === "interactive" ? choicesOf(message.content) : [];
  const tapped = side === "in" && TAPPED.has(message.type);
  const meta = (block: boolean) => (
    <BubbleMeta
      side={side}
      block={block}
      time={format.time(message.createdAt)}
      dateTime={message.createdAt}
      tick={tick !== null && <Tick state={tick} label={t(`tick.${tick}`)} />}
    />
  );
  return (
    <BubbleRow
      side={side}
      grouped={grouped}
      reacted={reactions.length > 0}
      className="group/bubble"
    >
      {tapped && <OriginLine icon={MousePointerClick}>{t("thread:origin.tapped")}</OriginLine>}
      {message.source === "automation" && (
        <OriginLine icon={MessageSquareReply}>{t("thread:origin.automatic")}</OriginLine>
      )}
      <div
        id={message.id}
        className={cn(
          "relative flex max-w-full flex-col rounded-lg",
          side === "out" && "items-end",
        )}
      >
        <Bubble
          side={side}
          grouped={grouped}
          media={FRAMED.has(message.type)}
          state={
            message.status === "failed" || message.status === "unconfirmed"
              ? message.status
              : undefined
          }
          className={message.status === "cancelled" ? "opacity-60" : undefined}
        >
          {message.replyTo && <QuotedMessage id={message.replyTo} />}
          <MessageContent message={message} meta={meta} />
          {message.status === "cancelled" && (
            <span className="block text-xs text-fg-3">{t("tick.cancelled")}</span>
          )}
        </Bubble>
        {choices.length > 0 && (
          <Choices choices={choices} chosen={chosen} chosenLabel={t("thread:choice.chosen")} />
        )}
        {reactions.map(({ emoji, mine }) => (
          <Reaction
            key={mine ? "mine" : "theirs"}
            side={mine ? "out" : "in"}
            emoji={emoji}
            label={t(mine ? "thread:reaction.ours" : "thread:reaction.theirs", { emoji })}
          />
        ))}
        <BubbleActions message={message} side={side} />
      </div>
      <DeliveryIssue message={message} resent={resent} />
    </BubbleRow>
  );
});
