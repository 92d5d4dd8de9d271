import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { useCommands } from "@/features/commands/useCommands";
import { readSearch } from "../../search";
import { extendTo, toggleRow } from "../../selection";

/** What keys do in the list: go from row to row, select rows. */
export function useListCommands(rows: readonly Conversation[], conversationId: string | undefined) {
  const { t } = useTranslation("inbox");
  const navigate = useNavigate();

  function step(by: 1 | -1) {
    const here = rows.findIndex(({ id }) => id === conversationId);
    const next = rows[here === -1 ? 0 : here + by];
    if (next === undefined) return;
    void navigate({
      to: "/inbox/$conversationId",
      params: { conversationId: next.id },
      search: (kept) => readSearch(kept),
    });
  }

  /** The row that has the focus, else the open one, else the first. */
  function pickByKey(pick: typeof toggleRow) {
    const focused = document.activeElement?.closest<HTMLElement>("[data-conversation]");
    const id = focused?.dataset.conversation ?? conversationId ?? rows[0]?.id;
    if (id !== undefined)
      pick(
        id,
        rows.map((row) => row.id),
      );
  }

  useCommands([
    { id: "inbox.next", label: t("keys.next"), group: t("title"), keys: "j", run: () => step(1) },
    {
      id: "inbox.previous",
      label: t("keys.previous"),
      group: t("title"),
      keys: "k",
      run: () => step(-1),
    },
    {
      id: "inbox.select",
      label: t("keys.select"),
      group: t("title"),
      keys: "x",
      run: () => pickByKey(toggleRow),
    },
    {
      id: "inbox.selectTo",
      label: t("keys.selectTo"),
      group: t("title"),
      keys: "X",
      run: () => pickByKey(extendTo),
    },
  ]);
}
