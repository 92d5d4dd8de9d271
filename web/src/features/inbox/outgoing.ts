import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { api, take } from "@/api/client";
import { asProblem } from "@/api/problem";
import { session } from "@/api/session";
import type { Message } from "@/api/types";
import { putMessage } from "./cache";
import { Outbox, type Outgoing } from "./model/outbox";

let box: Outbox | null = null;
const NONE: readonly Outgoing[] = [];

/** The page's outbox. What an earlier page left in it goes out now. */
export function outbox(client: QueryClient): Outbox {
  if (box !== null) return box;
  box = new Outbox(
    {
      send: (outgoing) => send(client, outgoing),
      pause,
      isPassing: (problem) => problem.isPassing,
    },
    localStorage,
    `recado.outbox.${session.get().user?.id ?? ""}`,
  );
  box.resume();
  return box;
}

/** What is on its way, of all conversations. */
export function useOutgoing(client: QueryClient): readonly Outgoing[] {
  const { subscribe, all } = outbox(client);
  return useSyncExternalStore(subscribe, all, () => NONE);
}

async function send(client: QueryClient, { key, body }: Outgoing) {
  const answer = api.POST("/api/v1/messages/send", {
    params: { header: { "Idempotency-Key": key } },
    body,
  });
  const message = await take<Message>(answer).catch((error: unknown) => {
    throw asProblem(error);
  });
  putMessage(client, message);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
  });
}
