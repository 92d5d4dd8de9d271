import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Segment } from "@/ui";
import { InboundLog } from "./InboundLog";
import { LogFilters } from "./LogFilters";
import { OutboundLog } from "./OutboundLog";
import { type LogSearch, readLogSearch } from "./search";

/** What went in and out between Meta and this company. */
export function Page() {
  const { t } = useTranslation("settingsLog");
  const search = readLogSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const go = (next: LogSearch) => void navigate({ to: ".", search: next, replace: true });

  /** What narrows one way means nothing for the other, but days and the number do. */
  function turn(way: "in" | "out") {
    const { way: _, kind: _kind, outcome: _outcome, ...kept } = search;
    go(way === "out" ? { ...kept, way } : kept);
  }

  return (
    <>
      <Segment
        label={t("way")}
        className="self-start"
        items={[
          { id: "in", label: t("in") },
          { id: "out", label: t("out") },
        ]}
        value={search.way ?? "in"}
        onValue={turn}
      />
      <LogFilters search={search} onSearch={go} />
      {search.way === "out" ? <OutboundLog search={search} /> : <InboundLog search={search} />}
    </>
  );
}
