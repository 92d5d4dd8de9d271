import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import {
  ArrowRightLeft,
  Check,
  MailOpen,
  PanelRight,
  RotateCcw,
  Tag,
  UserCheck,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { keys } from "@/api/keys";
import type { Conversation, Page } from "@/api/types";
import { tellProblem } from "@/app/tellProblem";
import { useCommands } from "@/features/commands/useCommands";
import { useDirectory, useMe } from "../../people";
import { filtersOf, type InboxSearch } from "../../search";
import { useActions } from "../../useActions";

/** What a command opens elsewhere on the screen. */
interface Openers {
  transfer: () => void;
  tag: () => void;
  panel: () => void;
}

/** What keys and the command bar do with the open conversation. */
export function useThreadCommands(conversation: Conversation, open: Openers) {
  const { t } = useTranslation(["inbox", "thread"]);
  const me = useMe();
  const { tags } = useDirectory();
  const client = useQueryClient();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as InboxSearch;
  const { assign, setStatus } = useActions(conversation);
  const isClosed = conversation.status === "closed" || conversation.status === "archived";

  const close = () => setStatus("closed", t("thread:told.closed"));
  const reopen = () => setStatus("open", t("thread:told.reopened"));
  const takeOver = () => me !== null && assign({ userId: me.id }, t("thread:told.mine"));

  /** The one after the open one in the list that is shown. */
  function closeAndNext() {
    const pages = client.getQueryData<{ pages: Page<Conversation>[] }>(
      keys.conversationList(filtersOf(search)),
    );
    const rows = pages?.pages.flatMap((page) => page.data) ?? [];
    const next = rows[rows.findIndex(({ id }) => id === conversation.id) + 1];
    close();
    if (next === undefined) void navigate({ to: "/inbox", search });
    else
      void navigate({ to: "/inbox/$conversationId", params: { conversationId: next.id }, search });
  }

  /** Back to the list, or it would be read again at once. */
  function markUnread() {
    void navigate({ to: "/inbox", search });
    api
      .POST("/api/v1/conversations/{id}/unread", { params: { path: { id: conversation.id } } })
      .catch(tellProblem);
  }

  const group = t("thread.conversation");
  useCommands([
    ...(conversation.assigneeId === me?.id
      ? []
      : [
          {
            id: "thread.toMe",
            label: t("thread:actions.toMe"),
            group,
            keys: "i",
            icon: UserCheck,
            run: () => void takeOver(),
          },
        ]),
    {
      id: "thread.transfer",
      label: t("thread:actions.transfer"),
      group,
      keys: "t",
      icon: ArrowRightLeft,
      run: open.transfer,
    },
    isClosed
      ? {
          id: "thread.reopen",
          label: t("thread:actions.reopen"),
          group,
          keys: "e",
          icon: RotateCcw,
          run: reopen,
        }
      : {
          id: "thread.close",
          label: t("thread:actions.close"),
          group,
          keys: "e",
          icon: Check,
          run: close,
        },
    ...(isClosed
      ? []
      : [
          {
            id: "thread.closeAndNext",
            label: t("keys.closeAndNext"),
            group,
            keys: "E",
            run: closeAndNext,
          },
        ]),
    ...(tags.length === 0
      ? []
      : [
          {
            id: "thread.tag",
            label: t("thread:tags.title"),
            group,
            keys: "#",
            icon: Tag,
            run: open.tag,
          },
        ]),
    ...(isClosed
      ? []
      : [
          {
            id: "thread.unread",
            label: t("thread:actions.unread"),
            group,
            keys: "u",
            icon: MailOpen,
            run: markUnread,
          },
        ]),
    {
      id: "thread.panel",
      label: t("thread:panel.title"),
      group,
      icon: PanelRight,
      run: open.panel,
    },
  ]);

  return { close, reopen, takeOver: () => void takeOver() };
}
