import { LayoutTemplate } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation, Message } from "@/api/types";
import { useCommands } from "@/features/commands/useCommands";
import { cn } from "@/lib/cn";
import { Tabs } from "@/ui";
import type { Draft } from "../../model/drafts";
import { serviceWindow } from "../../model/serviceWindow";
import { contactName } from "../../people";
import { useNow } from "../../useClock";
import { ClosedWindow } from "./ClosedWindow";
import { CollisionNotice } from "./CollisionNotice";
import { NoteForm } from "./NoteForm";
import { ReplyForm } from "./ReplyForm";
import { WindowState } from "./WindowState";

const TemplatePicker = lazy(() => import("@/features/templates/parts/TemplatePicker"));

interface ComposerProps {
  conversation: Conversation;
  replying: Message | null;
  onReplying: (message: Message | null) => void;
  find: (id: string) => Message | undefined;
  onSend: (draft: Draft) => void;
  /** Meta's object of a template that is filled in. */
  onTemplate: (template: Record<string, unknown>) => void;
}

type Mode = "reply" | "note";

const FRAME = [
  "mx-4 mb-4 flex-none rounded-lg border max-md:mx-2 max-md:mb-[calc(8px+env(safe-area-inset-bottom))]",
  "has-[textarea:focus]:border-transparent has-[textarea:focus]:outline-2 has-[textarea:focus]:-outline-offset-1 has-[textarea:focus]:outline-ring",
].join(" ");

/** Where answers are written, and notes that only the team reads. */
export function Composer(props: ComposerProps) {
  const { conversation, replying, onReplying, find, onSend, onTemplate } = props;
  const { t } = useTranslation(["inbox", "thread"]);
  const [chosen, setMode] = useState<Mode>("reply");
  const [picking, setPicking] = useState(false);
  const left = serviceWindow(conversation.windowExpiresAt, useNow());
  const mode: Mode = replying === null ? chosen : "reply";
  const group = t("thread.conversation");

  useCommands([
    { id: "thread.reply", label: t("keys.reply"), group, keys: "r", run: () => focusIn("reply") },
    { id: "thread.note", label: t("keys.note"), group, keys: "n", run: () => focusIn("note") },
    {
      id: "thread.template",
      label: t("keys.template"),
      group,
      keys: "m",
      icon: LayoutTemplate,
      run: () => setPicking(true),
    },
  ]);

  function focusIn(next: Mode) {
    setMode(next);
    requestAnimationFrame(() => document.getElementById("composer-text")?.focus());
  }

  return (
    <>
      <CollisionNotice conversation={conversation} />
      <div
        className={cn(
          FRAME,
          mode === "note"
            ? "border-note-line bg-note text-note-text"
            : "border-line-field bg-surface",
        )}
      >
        <div
          className={cn(
            "flex items-center border-b pr-3",
            mode === "note" ? "border-note-line" : "border-line",
          )}
        >
          <Tabs
            label={t("thread:composer.kind")}
            controls="composer"
            items={[
              { id: "reply", label: t("thread:composer.reply") },
              { id: "note", label: t("thread:composer.note") },
            ]}
            value={mode}
            onValue={setMode}
            className="border-b-0 pl-2"
            tabClassName={cn(
              "h-9 max-md:h-11",
              mode === "note" &&
                "text-note-text hover:text-note-text aria-selected:border-note-text aria-selected:text-note-text",
            )}
          />
          {mode === "reply" && left.open && <WindowState left={left} />}
          {mode === "note" && (
            <span className="ml-auto truncate text-xs">{t("thread:composer.onlyTeam")}</span>
          )}
        </div>
        <div
          id="composer"
          role="tabpanel"
          aria-label={mode === "note" ? t("thread:composer.note") : t("thread:composer.reply")}
        >
          {mode === "note" && <NoteForm conversation={conversation} />}
          {mode === "reply" && !left.open && (
            <ClosedWindow since={left.since} onTemplate={() => setPicking(true)} />
          )}
          {mode === "reply" && left.open && (
            <ReplyForm
              conversationId={conversation.id}
              replying={replying}
              onReplying={onReplying}
              find={find}
              onSend={onSend}
              onTemplate={() => setPicking(true)}
            />
          )}
        </div>
      </div>
      <Suspense>
        {picking && (
          <TemplatePicker
            recipient={{ ...conversation.contact, name: contactName(conversation.contact) }}
            numberId={conversation.numberId}
            onSend={(template) => {
              setPicking(false);
              onTemplate(template);
            }}
            onClose={() => setPicking(false)}
          />
        )}
      </Suspense>
    </>
  );
}
