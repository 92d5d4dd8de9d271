import { useQueryClient } from "@tanstack/react-query";
import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import type { Note } from "@/api/types";
import { tellProblem } from "@/app/tellProblem";
import { useFormat } from "@/app/useFormat";
import { IconButton, NoteBubble } from "@/ui";
import { putNote } from "../../cache";
import { splitMentions } from "../../model/mentions";
import { useDirectory, useMe } from "../../people";
import { NoteEditor } from "./NoteEditor";

/** A note of the team in the thread. Its author may edit or delete it. */
export function NoteItem({ note }: { note: Note }) {
  const { t } = useTranslation(["inbox", "thread"]);
  const format = useFormat();
  const client = useQueryClient();
  const { users, user } = useDirectory();
  const me = useMe();
  const [editing, setEditing] = useState(false);
  const author = user(note.authorId)?.name ?? t("thread:entry.program");
  const isMine = note.authorId === me?.id && !note.deletedAt;

  async function remove() {
    try {
      await take(api.DELETE("/api/v1/notes/{id}", { params: { path: { id: note.id } } }));
      putNote(client, { ...note, body: "", deletedAt: new Date().toISOString() });
    } catch (error) {
      tellProblem(error);
    }
  }

  const when =
    note.editedAt && !note.deletedAt
      ? `${format.time(note.createdAt)} · ${t("thread:note.edited")}`
      : format.time(note.createdAt);
  return (
    <NoteBubble
      author={author}
      time={when}
      dateTime={note.createdAt}
      className="group/note relative"
    >
      {note.deletedAt && <i>{t("thread:note.deleted")}</i>}
      {editing && <NoteEditor note={note} onDone={() => setEditing(false)} />}
      {!editing &&
        splitMentions(
          note.body,
          users.filter(({ id }) => note.mentions.includes(id)).map(({ name }) => name),
        ).map(({ words, isMention, key }) =>
          isMention ? <b key={key}>{words}</b> : <span key={key}>{words}</span>,
        )}
      {isMine && !editing && (
        <span className="absolute top-0.5 right-full mr-1 flex opacity-0 group-focus-within/note:opacity-100 group-hover/note:opacity-100 max-md:static max-md:mt-1 max-md:opacity-100">
          <IconButton
            icon={Pencil}
            size="sm"
            label={t("thread:note.edit")}
            onClick={() => setEditing(true)}
          />
          <IconButton
            icon={Trash2}
            size="sm"
            label={t("thread:note.delete")}
            onClick={() => void remove()}
          />
        </span>
      )}
    </NoteBubble>
  );
}
