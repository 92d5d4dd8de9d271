import { useTranslation } from "react-i18next";
import { FactLines } from "./FactLines";
import { JsonBlock } from "./JsonBlock";
import { fieldKey, reasonKey } from "./kinds";
import { MessageLink } from "./MessageLink";
import { OutcomeBadge } from "./OutcomeBadge";
import type { InboundEvent } from "./queries";
import { Unfolding } from "./Unfolding";

interface InboundRowProps {
  event: InboundEvent;
  number: string | undefined;
}

/** One thing that Meta told, and what became of it. */
export function InboundRow({ event, number }: InboundRowProps) {
  const { t } = useTranslation("settingsLog");
  const title = fieldKey(event.field);
  return (
    <Unfolding
      outcome={<OutcomeBadge outcome={event.outcome} />}
      title={title ? t(title) : event.field}
      aside={number}
      at={event.receivedAt}
    >
      {() => (
        <>
          <FactLines
            facts={[
              [t("became"), <Became key="became" event={event} />],
              [t("number"), number],
              [t("metaField"), <code key="field">{event.field}</code>],
            ]}
          />
          <JsonBlock label={t("received")} value={event.body} />
        </>
      )}
    </Unfolding>
  );
}

// i18n-uses settingsLog:meaning.*
const MEANINGS = ["projected", "stored", "pending", "quarantined"] as const;

function Became({ event }: { event: InboundEvent }) {
  const { t } = useTranslation("settingsLog");
  if (event.ref?.startsWith("msg_")) return <MessageLink id={event.ref} />;
  const why = event.reason ? reasonKey(event.reason) : undefined;
  const meaning = MEANINGS.find((one) => one === event.outcome);
  return (
    <span className="flex flex-col gap-1">
      {meaning && <span>{t(`meaning.${meaning}`)}</span>}
      {event.reason && <span>{why ? t(why) : t("reasonOther", { reason: event.reason })}</span>}
    </span>
  );
}
