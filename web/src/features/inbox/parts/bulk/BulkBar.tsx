import { Check, RotateCcw, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Icon, IconButton } from "@/ui";
import { clearSelection, selectEverything, selectRows } from "../../selection";
import { AssignSelected } from "./AssignSelected";
import { MoreForSelected } from "./MoreForSelected";
import { PrioritySelected } from "./PrioritySelected";
import { SnoozeSelected } from "./SnoozeSelected";
import { TagSelected } from "./TagSelected";
import { TeamSelected } from "./TeamSelected";
import { type Chosen, useBulk } from "./useBulk";
import { type Opened, useBulkCommands } from "./useBulkCommands";

interface BulkBarProps {
  chosen: Chosen;
  /** The rows that are loaded. */
  listed: readonly string[];
  hasMore: boolean;
  /** How many match, as it is written; undefined where only the server could count them. */
  total: string | undefined;
}

/** Over the list while conversations are selected: what can be done with all of them. */
export default function BulkBar({ chosen, listed, hasMore, total }: BulkBarProps) {
  const { t } = useTranslation("bulk");
  const [opened, setOpened] = useState<Opened>(null);
  const { run, busy } = useBulk(chosen);
  const { rows, everything } = chosen;
  const allClosed =
    rows.length > 0 && rows.every(({ status }) => status === "closed" || status === "archived");
  const finish = () => run({ do: "status", status: allClosed ? "open" : "closed" });
  const title = everything
    ? total === undefined
      ? t("everything")
      : t("everythingOf", { total })
    : t("selected", { count: rows.length });

  useBulkCommands({ title, run, finish, allClosed, open: setOpened });
  useEscape(clearSelection);

  const menu = (name: Exclude<Opened, null>) => ({
    run,
    open: opened === name,
    onOpenChange: (open: boolean) => setOpened(open ? name : null),
  });
  const canSelectMore = !everything && (hasMore || rows.length < listed.length);
  const shownTotal = hasMore ? total : String(listed.length);
  return (
    <section
      aria-label={t("label")}
      className="flex h-20 flex-none flex-col justify-center gap-1 border-b border-accent-line bg-accent-soft px-2.5 max-md:h-27 max-md:px-1.5"
    >
      <div className="flex h-8 items-center gap-1.5 max-md:h-11">
        <IconButton icon={X} size="sm" label={t("clear")} keyCap="Esc" onClick={clearSelection} />
        <strong
          aria-live="polite"
          className="min-w-0 flex-1 truncate text-sm font-semibold tabular-nums"
        >
          {title}
        </strong>
        {canSelectMore && (
          <button
            type="button"
            onClick={() => (hasMore ? selectEverything() : selectRows(listed))}
            className="cursor-pointer rounded-xs px-1.5 text-sm font-medium text-accent-text underline underline-offset-3 max-md:h-11"
          >
            {shownTotal === undefined ? t("selectAll") : t("selectAllOf", { total: shownTotal })}
          </button>
        )}
      </div>
      <div className="flex h-8 items-center max-md:h-11">
        <AssignSelected {...menu("assign")} />
        <TeamSelected {...menu("team")} />
        <TagSelected {...menu("tag")} rows={rows} everything={everything} />
        <SnoozeSelected {...menu("snooze")} />
        <PrioritySelected {...menu("priority")} />
        <MoreForSelected run={run} />
        <span className="flex-1" />
        <Button size="sm" keyCap="E" busy={busy} onClick={finish} className="max-md:px-3">
          <Icon of={allClosed ? RotateCcw : Check} size={14} />
          {allClosed ? t("reopen") : t("close")}
        </Button>
      </div>
    </section>
  );
}

/** Where Escape means something else. */
const ELSEWHERE = "input, textarea, select, [role=dialog], [role=menu], [role=listbox]";

function useEscape(leave: () => void) {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest(ELSEWHERE) !== null) return;
      leave();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [leave]);
}
