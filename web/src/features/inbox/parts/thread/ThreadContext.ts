import { createContext, useContext } from "react";
import type { Message } from "@/api/types";

/** What the bubbles of a thread need of it. */
export interface ThreadWork {
  contactName: string;
  /** A message that is loaded. */
  find: (id: string) => Message | undefined;
  jumpTo: (id: string) => void;
  replyTo: (message: Message) => void;
  react: (message: Message, emoji: string) => void;
  resend: (message: Message) => void;
  dismiss: (message: Message) => void;
}

export const ThreadContext = createContext<ThreadWork | null>(null);

export function useThread(): ThreadWork {
  const work = useContext(ThreadContext);
  if (work === null) throw new Error("a bubble outside of a thread");
  return work;
}
