import { LayoutTemplate } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/api/types";
import { Button, IconButton } from "@/ui";
import type { Draft } from "../../model/drafts";
import { useTellTyping } from "../../useTyping";
import { ComposerField } from "./ComposerField";
import { EmojiButton } from "./EmojiButton";
import { ReplyBar } from "./ReplyBar";
import { useDraft } from "./useDraft";

interface ReplyFormProps {
  conversationId: string;
  replying: Message | null;
  onReplying: (message: Message | null) => void;
  find: (id: string) => Message | undefined;
  onSend: (draft: Draft) => void;
  /** Opens the templates. */
  onTemplate: () => void;
}

/** An answer to the customer. Enter sends, Shift and Enter breaks the line. */
export function ReplyForm(props: ReplyFormProps) {
  const { conversationId, replying, onReplying, find, onSend, onTemplate } = props;
  const { t } = useTranslation(["inbox", "thread"]);
  const field = useRef<HTMLTextAreaElement>(null);
  const { draft, setText, setReplyTo, take, saved } = useDraft(conversationId);
  const tellTyping = useTellTyping(conversationId);
  const isEmpty = draft.text.trim() === "";

  useEffect(() => {
    if (replying === null) return;
    setReplyTo(replying.id);
    onReplying(null);
    field.current?.focus();
  }, [replying, onReplying, setReplyTo]);

  function send() {
    if (isEmpty) return;
    onSend(take());
    tellTyping(false);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Escape" || draft.replyTo === null) return;
    event.preventDefault();
    event.stopPropagation();
    setReplyTo(null);
  }

  return (
    <>
      {draft.replyTo !== null && (
        <ReplyBar message={find(draft.replyTo)} onCancel={() => setReplyTo(null)} />
      )}
      <ComposerField
        ref={field}
        label={t("thread:composer.label")}
        placeholder={t("thread:composer.placeholder")}
        value={draft.text}
        onText={(text) => {
          setText(text);
          tellTyping(text.trim() !== "");
        }}
        onBlur={() => tellTyping(false)}
        onKeyDown={onKeyDown}
        onEnter={send}
      />
      <div className="flex items-center gap-0.5 px-2 pt-1 pb-2 max-md:px-1.5 max-md:pb-1.5">
        <EmojiButton field={field} onText={setText} />
        <IconButton
          icon={LayoutTemplate}
          label={t("keys.template")}
          keyCap="m"
          onClick={onTemplate}
        />
        <span className="flex-1" />
        <span className="text-xs text-fg-3 max-md:hidden @max-[560px]/thread:hidden">
          {saved && t("thread:composer.saved")}
        </span>
        <Button kind="primary" keyCap="⏎" disabled={isEmpty} onClick={send} className="ml-2">
          {t("thread:composer.send")}
        </Button>
      </div>
    </>
  );
}
