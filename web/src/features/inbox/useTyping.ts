import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "@/api/client";
import { useRealtime } from "@/app/RealtimeProvider";

/** Colleagues are told so often that somebody still writes. */
const TELL_MS = 3_000;
/** Unheard for so long, somebody writes no more. */
const FORGET_MS = 7_000;
/** Meta shows the indicator for 25 seconds. */
const META_MS = 20_000;

/** Tells colleagues, and WhatsApp, that somebody writes here. */
export function useTellTyping(conversationId: string): (on: boolean) => void {
  const realtime = useRealtime();
  const told = useRef({ on: false, at: 0, toMeta: 0 });
  const tell = useCallback(
    (on: boolean) => {
      const now = Date.now();
      const { current } = told;
      if (on === current.on && (!on || now - current.at < TELL_MS)) return;
      told.current = { ...current, on, at: now };
      realtime?.tellTyping(conversationId, on);
      if (!on || now - current.toMeta < META_MS) return;
      told.current.toMeta = now;
      // A courtesy: where it is refused or lost, nothing is missing.
      api
        .POST("/api/v1/conversations/{id}/typing", { params: { path: { id: conversationId } } })
        .catch(() => undefined);
    },
    [realtime, conversationId],
  );
  useEffect(() => () => tell(false), [tell]);
  return tell;
}

/** Which colleagues write in this conversation now: ids of users. */
export function useTyping(conversationId: string, me: string | undefined): readonly string[] {
  const realtime = useRealtime();
  const [heard, setHeard] = useState<ReadonlyMap<string, number>>(new Map());

  useEffect(() => {
    setHeard(new Map());
    return realtime?.onHint((hint) => {
      if (hint.type !== "typing" || hint.conversationId !== conversationId || hint.userId === me)
        return;
      setHeard((known) => {
        const next = new Map(known);
        if (hint.on) next.set(hint.userId, Date.now());
        else next.delete(hint.userId);
        return next;
      });
    });
  }, [realtime, conversationId, me]);

  useEffect(() => {
    if (heard.size === 0) return;
    const timer = setInterval(() => {
      setHeard((known) => new Map([...known].filter(([, at]) => Date.now() - at < FORGET_MS)));
    }, 1_000);
    return () => clearInterval(timer);
  }, [heard.size]);

  return [...heard.keys()];
}
