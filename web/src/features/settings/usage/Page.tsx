import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/useFormat";
import { Banner, Card } from "@/ui";
import { Loaded } from "../parts/Loaded";
import { formatBytes } from "./bytes";
import { DayChart } from "./DayChart";
import { Figure } from "./Figure";
import { NumberBars } from "./NumberBars";
import { type Usage, usageQuery } from "./queries";

const MOST_CONTACTS = 100_000;
const MOST_WAITING = 10_000;

/** What the company uses: messages, storage, what waits. */
export function Page() {
  return <Loaded query={useQuery(usageQuery)}>{(usage) => <Shown usage={usage} />}</Loaded>;
}

function Shown({ usage }: { usage: Usage }) {
  const { t, i18n } = useTranslation("settingsUsage");
  const format = useFormat();
  const { month, storage, queue } = usage;
  const upTo = (value: number, most: number) =>
    value >= most ? t("orMore", { n: format.number(most) }) : format.number(value);
  const bytes = (value: number) => formatBytes(value, i18n.language);
  return (
    <>
      {usage.missingFrom != null && (
        <Banner tone="warn">{t("missing", { since: format.dateTime(usage.missingFrom) })}</Banner>
      )}
      <dl className="grid grid-cols-4 gap-3 max-lg:grid-cols-2">
        <Figure
          name={t("month")}
          value={format.number(month.inbound + month.outbound)}
          note={t("inAndOut", {
            inbound: format.number(month.inbound),
            outbound: format.number(month.outbound),
          })}
        />
        <Figure
          name={t("queue")}
          value={upTo(queue.messages, MOST_WAITING)}
          note={
            queue.since == null ? t("nothingWaits") : t("since", { ago: format.ago(queue.since) })
          }
        />
        <Figure name={t("contacts")} value={upTo(storage.contacts, MOST_CONTACTS)} />
        <Figure name={t("people")} value={format.number(usage.people)} />
      </dl>
      <Card title={t("byDay")}>
        <DayChart days={usage.days} />
        <p className="mt-3 max-w-[72ch] text-xs text-fg-3">{t("outboundHint")}</p>
      </Card>
      <NumberBars numbers={usage.numbers} />
      <Card title={t("storage")}>
        <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5 text-sm">
          <dt>{t("messages", { n: format.number(storage.messages) })}</dt>
          <dd className="text-right tabular-nums">{bytes(storage.messageBytes)}</dd>
          <dt>{t("log")}</dt>
          <dd className="text-right tabular-nums">{bytes(storage.logBytes)}</dd>
        </dl>
        <p className="mt-3 max-w-[72ch] text-xs text-fg-3">{t("storageHint")}</p>
      </Card>
    </>
  );
}
