import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import type { Note } from "@/api/types";
import { tellProblem } from "@/app/tellProblem";
import { Button, Textarea } from "@/ui";
import { putNote } from "../../cache";

/** Changes what a note says, in its place. */
export function NoteEditor({ note, onDone }: { note: Note; onDone: () => void }) {
  const { t } = useTranslation(["inbox", "thread"]);
  const client = useQueryClient();
  const [body, setBody] = useState(note.body);

  async function save(event: FormEvent) {
    event.preventDefault();
    try {
      const request = { body: body.trim(), mentions: note.mentions };
      putNote(
        client,
        await take<Note>(
          api.PUT("/api/v1/notes/{id}", { params: { path: { id: note.id } }, body: request }),
        ),
      );
      onDone();
    } catch (error) {
      tellProblem(error);
    }
  }

  return (
    <form
      onSubmit={(event) => void save(event)}
      className="flex w-80 max-w-full flex-col gap-2 text-fg"
    >
      <Textarea
        rows={3}
        value={body}
        aria-label={t("thread:note.edit")}
        onChange={(event) => setBody(event.target.value)}
      />
      <span className="flex justify-end gap-2">
        <Button size="sm" onClick={onDone}>
          {t("cancel")}
        </Button>
        <Button size="sm" kind="primary" type="submit" disabled={body.trim() === ""}>
          {t("save")}
        </Button>
      </span>
    </form>
  );
}
