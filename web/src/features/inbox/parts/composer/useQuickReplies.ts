import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type RefObject, useState } from "react";
import { tellProblem } from "@/app/tellProblem";
import { type QuickReply, repliesQuery } from "@/features/settings/queries";
import { matching, type SlashQuery, slashQuery } from "../../model/quickReplies";
import { renderedQuery } from "../../queries";
import { useSuggestions } from "./useSuggestions";

interface QuickRepliesOptions {
  conversationId: string;
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  onText: (text: string) => void;
}

/** So long the replies are taken as they were loaded: others change them rarely, and no event tells of it. */
const FRESH_MS = 60_000;

/** The replies behind a `/`, filled in for this conversation. */
export function useQuickReplies({ conversationId, field, text, onText }: QuickRepliesOptions) {
  const client = useQueryClient();
  const [typed, setTyped] = useState<SlashQuery | null>(null);
  const [isFilling, setFilling] = useState(false);
  const known = useQuery({ ...repliesQuery, staleTime: FRESH_MS, enabled: typed !== null });
  const rows = typed === null ? [] : matching(known.data?.data ?? [], typed.words);
  const close = () => setTyped(null);
  const suggestions = useSuggestions({
    isOpen: typed !== null,
    rows,
    onPick: (reply) => void pick(reply),
    onClose: close,
  });

  function write(next: string) {
    onText(next);
    setTyped(slashQuery(next, field.current?.selectionStart ?? next.length));
    suggestions.setActive(0);
  }

  /** Puts a piece in place of another, with the caret behind it. */
  function replace(from: number, to: number, piece: string) {
    const next = text.slice(0, from) + piece + text.slice(to);
    onText(next);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(from + piece.length, from + piece.length);
    });
  }

  /** By the button: writes the slash where the caret is, or takes the list away. */
  function toggle() {
    if (typed !== null) return close();
    const caret = field.current?.selectionStart ?? text.length;
    const space = /(^|\s)$/u.test(text.slice(0, caret)) ? "" : " ";
    replace(caret, caret, `${space}/`);
    setTyped({ from: caret + space.length, words: "" });
    suggestions.setActive(0);
  }

  /** The field takes no writing until the text is there: the place of the slash holds. */
  async function pick(reply: QuickReply) {
    if (typed === null || isFilling) return;
    const { from, words } = typed;
    setFilling(true);
    try {
      const rendered = await client.fetchQuery(renderedQuery(reply.id, conversationId));
      replace(from, from + 1 + words.length, rendered.text);
      close();
    } catch (error) {
      tellProblem(error);
    } finally {
      setFilling(false);
    }
  }

  return { typed, known, rows, isFilling, suggestions, write, toggle, pick, close };
}
