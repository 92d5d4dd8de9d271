import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import type { ConversationFilters } from "@/api/keys";
import type { Conversation } from "@/api/types";
import { tellProblem } from "@/app/tellProblem";
import { toast } from "@/app/toasts";
import { followJob } from "../../jobs";
import { type Bulk, type Change, type Deed, inParts, placeAfter, undoOf } from "../../model/bulk";
import { clearSelection } from "../../selection";
import { useDeedWords } from "./useDeedWords";

/** What is to be worked on: rows by name, or everything that the filters match. */
export interface Chosen {
  rows: readonly Conversation[];
  everything: boolean;
  filters: ConversationFilters;
}

/** After these the conversations have left the view, or are done with. */
const LAST_DEEDS: readonly Deed["do"][] = ["status", "snooze"];

/** Does something to all that is chosen, and says what became of it. */
export function useBulk({ rows, everything, filters }: Chosen) {
  const { t } = useTranslation("bulk");
  const words = useDeedWords();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);

  async function toRows(deed: Deed) {
    const { done, stopped } = await change([{ ids: rows.map(({ id }) => id), action: deed }]);
    if (stopped !== undefined) tellProblem(stopped);
    if (done.size === 0 && stopped !== undefined) return;
    const back = undoOf(
      deed,
      rows.filter(({ id }) => done.has(id)),
      Date.now(),
    );
    const failed = rows.length - done.size;
    const told = { what: words(deed), done: done.size, failed };
    const text = failed > 0 ? t("resultFailed", told) : t("result", told);
    const undo = back.length > 0 ? () => void takeBack(back) : undefined;
    const result = { query: filters as Bulk["query"], action: deed };
    const show = () => void navigate({ to: "/inbox", search: placeAfter(result) });
    toast(text, undo, failed > 0 && !undo ? { label: t("show"), run: show } : undefined);
    if (LAST_DEEDS.includes(deed.do)) clearSelection();
  }

  /** What did not come back is told: nobody looks for it otherwise. */
  async function takeBack(back: readonly Change[]) {
    const { done, stopped } = await change(back);
    const failed = back.flatMap(({ ids }) => ids).filter((id) => !done.has(id)).length;
    if (stopped !== undefined) tellProblem(stopped);
    if (failed > 0) toast(t("undoFailed", { failed }));
  }

  async function toEverything(deed: Deed) {
    const body = { query: filters as Bulk["query"], action: deed };
    const { id } = await take<Bulk>(api.POST("/api/v1/bulk-actions", { body }));
    followJob(id);
    clearSelection();
  }

  function run(deed: Deed) {
    if (busy) return;
    setBusy(true);
    (everything ? toEverything(deed) : toRows(deed))
      .catch(tellProblem)
      .finally(() => setBusy(false));
  }

  return { run, busy };
}

/**
 * Makes the calls one after the other. Answers which conversations it was done to; where a call failed, also why: those of
 * the calls before it are done.
 */
async function change(
  changes: readonly Change[],
): Promise<{ done: Set<string>; stopped?: unknown }> {
  const done = new Set<string>();
  try {
    for (const body of changes.flatMap(inParts)) {
      const { results } = await take(api.POST("/api/v1/conversations/bulk", { body }));
      for (const { id, outcome } of results) if (outcome === "done") done.add(id);
    }
  } catch (stopped) {
    return { done, stopped };
  }
  return { done };
}
