import { useTranslation } from "react-i18next";
import { ExchangeDetails } from "./ExchangeDetails";
import { FactLines } from "./FactLines";
import { operationKey } from "./kinds";
import { MessageLink } from "./MessageLink";
import { OutcomeBadge } from "./OutcomeBadge";
import type { OutboundExchange } from "./queries";
import { Unfolding } from "./Unfolding";

interface OutboundRowProps {
  call: OutboundExchange;
  number: string | undefined;
}

/** One call to Meta with its answer. */
export function OutboundRow({ call, number }: OutboundRowProps) {
  const { t } = useTranslation("settingsLog");
  const title = operationKey(call.operation);
  return (
    <Unfolding
      outcome={<OutcomeBadge outcome={call.outcome} />}
      title={title ? t(title) : call.operation}
      aside={[number, call.error?.title].filter(Boolean).join(" · ")}
      at={call.at}
    >
      {() => (
        <>
          <FactLines
            facts={[
              [t("message"), call.messageId && <MessageLink key="message" id={call.messageId} />],
              [t("attempt"), call.attempt?.toString()],
              [t("number"), number],
            ]}
          />
          <ExchangeDetails {...call} />
        </>
      )}
    </Unfolding>
  );
}
