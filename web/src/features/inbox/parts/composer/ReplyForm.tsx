import { LayoutTemplate, Zap } from "lucide-react";
import { type KeyboardEvent, lazy, Suspense, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/api/types";
import { blanksIn } from "@/features/settings/replies/variables";
import { Button, IconButton } from "@/ui";
import type { Draft } from "../../model/drafts";
import { useTellTyping } from "../../useTyping";
import { ComposerField } from "./ComposerField";
import { EmojiButton } from "./EmojiButton";
import { ReplyBar } from "./ReplyBar";
import { useDraft } from "./useDraft";
import { useQuickReplies } from "./useQuickReplies";

const QuickReplyList = lazy(() => import("./QuickReplyList"));
const MissingNotice = lazy(() => import("./MissingNotice"));

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
  const missing = blanksIn(draft.text);
  const missingId = useId();
  const replies = useQuickReplies({ conversationId, field, text: draft.text, onText: setText });

  useEffect(() => {
    if (replying === null) return;
    setReplyTo(replying.id);
    onReplying(null);
    field.current?.focus();
  }, [replying, onReplying, setReplyTo]);

  function send() {
    if (isEmpty || replies.isFilling) return;
    if (missing.length > 0) return showMissing();
    replies.close();
    onSend(take());
    tellTyping(false);
  }

  /** What is written next stands in place of the first variable that is missing. */
  function showMissing() {
    const found = /\{\{.*?\}\}/s.exec(draft.text);
    if (found === null) return;
    field.current?.focus();
    field.current?.setSelectionRange(found.index, found.index + found[0].length);
  }

  function onKeyDown(event: KeyboardEvent) {
    replies.suggestions.onKeyDown(event);
    if (event.defaultPrevented) return;
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
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only sees the focus leave */}
      <div
        className="relative"
        onBlur={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget)) replies.close();
        }}
      >
        {replies.typed !== null && (
          <Suspense>
            <QuickReplyList conversationId={conversationId} replies={replies} />
          </Suspense>
        )}
        <ComposerField
          {...replies.suggestions.field}
          ref={field}
          readOnly={replies.isFilling}
          aria-invalid={missing.length > 0 || undefined}
          aria-describedby={missing.length > 0 ? missingId : undefined}
          label={t("thread:composer.label")}
          placeholder={t("thread:composer.placeholder")}
          value={draft.text}
          onText={(text) => {
            replies.write(text);
            tellTyping(text.trim() !== "");
          }}
          onBlur={() => tellTyping(false)}
          onKeyDown={onKeyDown}
          onEnter={send}
        />
      </div>
      {missing.length > 0 && (
        <Suspense>
          <MissingNotice id={missingId} missing={missing} />
        </Suspense>
      )}
      <div className="flex items-center gap-0.5 px-2 pt-1 pb-2 max-md:px-1.5 max-md:pb-1.5">
        <EmojiButton field={field} onText={setText} />
        <IconButton
          icon={Zap}
          label={t("thread:composer.quickReplies")}
          keyCap="/"
          aria-haspopup="listbox"
          aria-expanded={replies.typed !== null}
          onPointerDown={(event) => event.preventDefault()}
          onClick={replies.toggle}
        />
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
