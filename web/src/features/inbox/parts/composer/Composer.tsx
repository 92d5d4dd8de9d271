import { useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation, Message } from "@/api/types";
import { useCommands } from "@/features/commands/useCommands";
import { Button } from "@/ui";
import type { Draft } from "../../model/drafts";
import { serviceWindow } from "../../model/serviceWindow";
import { useNow } from "../../useClock";
import { useTellTyping } from "../../useTyping";
import { ClosedWindow } from "./ClosedWindow";
import { CollisionNotice } from "./CollisionNotice";
import { EmojiButton } from "./EmojiButton";
import { ReplyBar } from "./ReplyBar";
import { useDraft } from "./useDraft";
import { WindowState } from "./WindowState";

interface ComposerProps {
  conversation: Conversation;
  replying: Message | null;
  onReplying: (message: Message | null) => void;
  find: (id: string) => Message | undefined;
  onSend: (draft: Draft) => void;
}

/** Where answers are written. Enter sends, Shift and Enter breaks the line. */
export function Composer({ conversation, replying, onReplying, find, onSend }: ComposerProps) {
  const { t } = useTranslation("inbox");
  const field = useRef<HTMLTextAreaElement>(null);
  const { draft, setText, setReplyTo, take, saved } = useDraft(conversation.id);
  const tellTyping = useTellTyping(conversation.id);
  const left = serviceWindow(conversation.windowExpiresAt, useNow());
  const isEmpty = draft.text.trim() === "";

  useEffect(() => {
    if (replying === null) return;
    setReplyTo(replying.id);
    onReplying(null);
    field.current?.focus();
  }, [replying, onReplying, setReplyTo]);

  const focus = useCallback(() => field.current?.focus(), []);
  useCommands(
    left.open
      ? [
          {
            id: "thread.reply",
            label: t("keys.reply"),
            group: t("thread.conversation"),
            keys: "r",
            run: focus,
          },
        ]
      : [],
  );

  function send() {
    if (isEmpty) return;
    onSend(take());
    tellTyping(false);
  }

  function onKeyDown(event: React.KeyboardEvent) {
    if (event.key === "Escape" && draft.replyTo !== null) {
      event.stopPropagation();
      setReplyTo(null);
    }
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  }

  if (!left.open) return <ClosedWindow since={left.since} />;
  return (
    <>
      <CollisionNotice conversation={conversation} />
      <div className="mx-4 mb-4 flex-none rounded-lg border border-line-field bg-surface focus-within:border-transparent focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-ring max-md:mx-2 max-md:mb-[calc(8px+env(safe-area-inset-bottom))]">
        <div className="flex h-9 items-center gap-2 border-b border-line px-3 text-sm max-md:h-10">
          <span className="font-medium">{t("composer.reply")}</span>
          <WindowState left={left} />
        </div>
        {draft.replyTo !== null && (
          <ReplyBar message={find(draft.replyTo)} onCancel={() => setReplyTo(null)} />
        )}
        <textarea
          ref={field}
          rows={1}
          value={draft.text}
          aria-label={t("composer.label")}
          placeholder={t("composer.placeholder")}
          onChange={(event) => {
            setText(event.target.value);
            tellTyping(event.target.value.trim() !== "");
          }}
          onBlur={() => tellTyping(false)}
          onKeyDown={onKeyDown}
          maxLength={4096}
          className="block field-sizing-content max-h-[30dvh] min-h-14 w-full resize-none bg-transparent px-3.5 pt-2.5 pb-1 text-base outline-none placeholder:text-fg-3 max-md:min-h-12 max-md:text-[16px] max-md:leading-6"
        />
        <div className="flex items-center gap-0.5 px-2 pt-1 pb-2 max-md:px-1.5 max-md:pb-1.5">
          <EmojiButton field={field} onText={setText} />
          <span className="flex-1" />
          <span
            aria-live="off"
            className="text-xs text-fg-3 max-md:hidden @max-[560px]/thread:hidden"
          >
            {saved && t("composer.saved")}
          </span>
          <Button kind="primary" keyCap="⏎" disabled={isEmpty} onClick={send} className="ml-2">
            {t("composer.send")}
          </Button>
        </div>
      </div>
    </>
  );
}
