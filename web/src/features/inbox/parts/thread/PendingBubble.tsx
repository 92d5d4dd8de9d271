import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/useFormat";
import { Bubble, BubbleMeta, BubbleRow, Button, IssueCard, Tick } from "@/ui";
import { part } from "../../model/content";
import type { Outgoing } from "../../model/outbox";
import { MessageContent } from "./MessageContent";
import { QuotedMessage } from "./QuotedMessage";

interface PendingBubbleProps {
  outgoing: Outgoing;
  /** From which number it goes. */
  numberId: string;
  onRetry: (key: string) => void;
  onDiscard: (key: string) => void;
}

/** What was sent here and is not at the server yet, or was refused by it. */
export function PendingBubble({ outgoing, numberId, onRetry, onDiscard }: PendingBubbleProps) {
  const { t } = useTranslation(["inbox", "thread"]);
  const format = useFormat();
  const { problem, body, at, key } = outgoing;
  const state = problem === undefined ? "queued" : "failed";
  return (
    <BubbleRow side="out">
      <Bubble side="out" state={problem && "failed"}>
        {body.replyTo && <QuotedMessage id={body.replyTo} />}
        <MessageContent
          message={{
            type: body.type,
            content: part(body, body.type) as never,
            media: null,
            numberId,
          }}
          meta={(block) => (
            <BubbleMeta
              side="out"
              block={block}
              time={format.time(at)}
              dateTime={at}
              tick={<Tick state={state} label={t(`tick.${state}`)} />}
            />
          )}
        />
      </Bubble>
      {problem !== undefined && (
        <IssueCard
          kind="failed"
          title={t("thread:issue.refused")}
          actions={
            <>
              <Button size="sm" kind="primary" onClick={() => onRetry(key)}>
                {t("thread:issue.retry")}
              </Button>
              <Button size="sm" onClick={() => onDiscard(key)}>
                {t("thread:issue.discard")}
              </Button>
            </>
          }
        >
          {problem.detail ?? problem.title} {problem.remedy}
        </IssueCard>
      )}
    </BubbleRow>
  );
}
