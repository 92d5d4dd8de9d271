import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { Conversation } from "@/api/types";
import { problemWords } from "@/app/problemWords";
import { toast } from "@/app/toasts";
import { keepConversation } from "./cache";
import type { Status } from "./search";

export interface Assignment {
  userId?: string | null;
  teamId?: string | null;
}

export interface Handover extends Assignment {
  note?: string;
}

/** What can be done with a conversation. Reversible ones happen at once and can be undone for ten seconds. */
export interface Actions {
  assign: (to: Assignment, told: string) => void;
  transfer: (to: Handover) => Promise<boolean>;
  setStatus: (status: Status, told: string, until?: string) => void;
  setTags: (change: { add?: string[]; remove?: string[] }) => void;
  setPriority: (priority: string) => void;
}

export function useActions(conversation: Conversation): Actions {
  const client = useQueryClient();
  const { t } = useTranslation();
  const path = { id: conversation.id };

  /** Keeps the answer; what failed is told. Whether it worked. */
  async function settle(answer: Promise<Conversation>): Promise<boolean> {
    try {
      keepConversation(client, await answer);
      return true;
    } catch (error) {
      const { title, text } = problemWords(asProblem(error), t);
      toast(text ?? title);
      return false;
    }
  }

  async function withUndo(done: Promise<boolean>, told: string, undo: () => Promise<boolean>) {
    if (await done) toast(told, () => void undo());
  }

  function assigned(to: Assignment) {
    return settle(
      take(api.POST("/api/v1/conversations/{id}/assign", { params: { path }, body: to })),
    );
  }

  function inStatus(status: string, until?: string) {
    const body = until === undefined ? { status } : { status, until };
    return settle(take(api.PUT("/api/v1/conversations/{id}/status", { params: { path }, body })));
  }

  return {
    assign: (to, told) => {
      const before = {
        userId: conversation.assigneeId ?? null,
        teamId: conversation.teamId ?? null,
      };
      void withUndo(assigned(to), told, () => assigned(before));
    },
    transfer: (to) =>
      settle(take(api.POST("/api/v1/conversations/{id}/transfer", { params: { path }, body: to }))),
    setStatus: (status, told, until) => {
      // Until when it was to sleep is not known here, so what is undone is awake.
      const before = conversation.status === "snoozed" ? "open" : conversation.status;
      void withUndo(inStatus(status, until), told, () => inStatus(before));
    },
    setTags: (body) =>
      void settle(take(api.POST("/api/v1/conversations/{id}/tags", { params: { path }, body }))),
    setPriority: (priority) =>
      void settle(
        take(
          api.PUT("/api/v1/conversations/{id}/priority", { params: { path }, body: { priority } }),
        ),
      ),
  };
}
