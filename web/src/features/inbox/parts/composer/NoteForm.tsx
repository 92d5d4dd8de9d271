import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { take as answerOf, api } from "@/api/client";
import type { Conversation, Note, User } from "@/api/types";
import { tellProblem } from "@/app/tellProblem";
import { Button } from "@/ui";
import { putNote } from "../../cache";
import { mentionedIn, mentionQuery } from "../../model/mentions";
import { useDirectory } from "../../people";
import { ComposerField } from "./ComposerField";
import { MentionList } from "./MentionList";
import { useDraft } from "./useDraft";
import { useSuggestions } from "./useSuggestions";

/** A note that only the team reads. Behind an `@` stands whom it is for. */
export function NoteForm({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation(["inbox", "thread"]);
  const client = useQueryClient();
  const { users } = useDirectory();
  const field = useRef<HTMLTextAreaElement>(null);
  const { draft, setText, take, saved } = useDraft(`${conversation.id}.note`);
  const [query, setQuery] = useState<string | null>(null);
  const people =
    query === null
      ? []
      : users.filter(({ name }) => name.toLowerCase().startsWith(query.toLowerCase())).slice(0, 6);
  const suggestions = useSuggestions({
    isOpen: people.length > 0,
    rows: people,
    onPick: pick,
    onClose: () => setQuery(null),
  });
  const isEmpty = draft.text.trim() === "";

  function write(text: string) {
    setText(text);
    setQuery(mentionQuery(text, field.current?.selectionStart ?? text.length));
    suggestions.setActive(0);
  }

  function pick({ name }: User) {
    const caret = field.current?.selectionStart ?? draft.text.length;
    const from = caret - (query?.length ?? 0);
    setText(`${draft.text.slice(0, from)}${name} ${draft.text.slice(caret)}`);
    setQuery(null);
    field.current?.focus();
  }

  async function save() {
    if (isEmpty) return;
    const { id, text } = take();
    const body = { body: text.trim(), mentions: mentionedIn(text, users) };
    const params = { path: { id: conversation.id }, header: { "Idempotency-Key": id } };
    try {
      putNote(
        client,
        await answerOf<Note>(api.POST("/api/v1/conversations/{id}/notes", { params, body })),
      );
    } catch (error) {
      setText(text);
      tellProblem(error);
    }
  }

  return (
    <div className="relative">
      {people.length > 0 && <MentionList state={suggestions.list} people={people} onPick={pick} />}
      <ComposerField
        ref={field}
        label={t("thread:composer.note")}
        placeholder={t("thread:composer.notePlaceholder")}
        value={draft.text}
        onText={write}
        {...suggestions.field}
        onKeyDown={suggestions.onKeyDown}
        onEnter={() => void save()}
        className="placeholder:text-note-text/80"
      />
      <div className="flex items-center gap-2 px-2 pt-1 pb-2">
        <span className="flex-1" />
        <span className="text-xs max-md:hidden @max-[560px]/thread:hidden">
          {saved && t("thread:composer.saved")}
        </span>
        <Button keyCap="⏎" disabled={isEmpty} onClick={() => void save()} className="text-fg">
          {t("thread:composer.saveNote")}
        </Button>
      </div>
    </div>
  );
}
