import { useCallback, useEffect, useRef, useState } from "react";
import { type Draft, keepDraft, loadDraft } from "../../model/drafts";

const KEEP_AFTER_MS = 400;

/** What is being written in a conversation, kept on this device a moment after each pause. */
export function useDraft(conversationId: string) {
  const [draft, setDraft] = useState(() => loadDraft(conversationId));
  const [saved, setSaved] = useState(() => draft.text !== "");
  const newest = useRef(draft);

  const change = useCallback((next: Draft) => {
    newest.current = next;
    setDraft(next);
    setSaved(false);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: kept again after each change
  useEffect(() => {
    const timer = setTimeout(() => {
      keepDraft(conversationId, newest.current);
      setSaved(newest.current.text.trim() !== "");
    }, KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [conversationId, draft]);

  useEffect(() => {
    const keep = () => keepDraft(conversationId, newest.current);
    addEventListener("pagehide", keep);
    return () => {
      removeEventListener("pagehide", keep);
      keep();
    };
  }, [conversationId]);

  const setText = useCallback((text: string) => change({ ...newest.current, text }), [change]);
  const setReplyTo = useCallback(
    (replyTo: string | null) => change({ ...newest.current, replyTo }),
    [change],
  );

  /** What is written, to be sent; the field is empty after it. */
  const take = useCallback(() => {
    const taken = newest.current;
    keepDraft(conversationId, { ...taken, text: "", replyTo: null });
    change(loadDraft(conversationId));
    return taken;
  }, [conversationId, change]);

  return { draft, setText, setReplyTo, take, saved };
}
