import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { Message } from "@/api/types";
import { problemWords } from "@/app/problemWords";
import { toast } from "@/app/toasts";
import { knownMessages, putMessage } from "../../cache";
import { type Draft, newId } from "../../model/drafts";
import { isHere } from "../../model/isHere";
import type { Outgoing } from "../../model/outbox";
import { outbox, useOutgoing } from "../../outgoing";

/** Sending in one conversation: at once on screen, safe to repeat. */
export function useSending(conversationId: string, messages: readonly Message[]) {
  const client = useQueryClient();
  const { t } = useTranslation();
  const box = outbox(client);
  const all = useOutgoing(client);
  const pending = useMemo(
    () =>
      all.filter(
        (one) =>
          one.conversationId === conversationId &&
          one.body.type !== "reaction" &&
          !isHere(one, messages),
      ),
    [all, conversationId, messages],
  );

  function add(key: string, body: Outgoing["body"]) {
    const after = knownMessages(client, conversationId)[0]?.id ?? "";
    box.add({ key, conversationId, body, at: new Date().toISOString(), after });
  }

  async function say(answer: Promise<Message>) {
    try {
      putMessage(client, await answer);
    } catch (error) {
      const { title, text: words } = problemWords(asProblem(error), t);
      toast(words ?? title);
    }
  }

  return {
    pending,
    retry: (key: string) => box.retry(key),
    discard: (key: string) => box.discard(key),
    send: (draft: Draft) => {
      const reply = draft.replyTo === null ? {} : { replyTo: draft.replyTo };
      add(draft.id, {
        conversationId,
        type: "text",
        text: { body: draft.text.trim(), preview_url: true },
        ...reply,
      });
    },
    sendTemplate: (template: Record<string, unknown>) =>
      add(newId(), { conversationId, type: "template", template }),
    react: (message: Message, emoji: string) => {
      add(newId(), {
        conversationId,
        type: "reaction",
        reaction: { messageId: message.id, emoji },
      });
    },
    resend: (message: Message) => {
      const params = {
        path: { id: message.id },
        header: { "Idempotency-Key": `resend-${message.id}` },
      };
      void say(take(api.POST("/api/v1/messages/{id}/resend", { params })));
    },
    dismiss: (message: Message) => {
      const answer = take<Message>(
        api.POST("/api/v1/messages/{id}/dismiss", { params: { path: { id: message.id } } }),
      );
      void say(answer);
    },
  };
}
