import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { toast } from "@/app/toasts";
import { Button, Dialog, Field, Select, Textarea } from "@/ui";
import { useDirectory, useMe } from "../../people";
import { useActions } from "../../useActions";

interface TransferDialogProps {
  conversation: Conversation;
  onClose: () => void;
}

/** Hands the conversation over to a person or a team, with what they should know. */
export default function TransferDialog({ conversation, onClose }: TransferDialogProps) {
  const { t } = useTranslation(["inbox", "thread"]);
  const me = useMe();
  const { users, teams } = useDirectory();
  const { transfer } = useActions(conversation);
  const [to, setTo] = useState("");
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);

  async function submit(event: React.FormEvent) {
    event.preventDefault();
    setBusy(true);
    const target = to.startsWith("usr_") ? { userId: to } : { teamId: to };
    const done = await transfer(note.trim() === "" ? target : { ...target, note: note.trim() });
    setBusy(false);
    if (!done) return;
    toast(
      t("thread:told.transferred", {
        name:
          users.find(({ id }) => id === to)?.name ?? teams.find(({ id }) => id === to)?.name ?? "",
      }),
    );
    onClose();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("thread:transfer.title")}
      closeLabel={t("close")}
    >
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <Field
          label={t("thread:transfer.to")}
          hint={to === "" ? t("thread:transfer.toHint") : undefined}
        >
          {(control) => (
            <Select {...control} value={to} onChange={(event) => setTo(event.target.value)}>
              <option value="">{t("thread:transfer.choose")}</option>
              <optgroup label={t("thread:actions.people")}>
                {users
                  .filter(({ id, role }) => id !== me?.id && role !== "viewer")
                  .map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
              </optgroup>
              <optgroup label={t("thread:actions.teams")}>
                {teams.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </optgroup>
            </Select>
          )}
        </Field>
        <Field label={t("thread:transfer.note")} hint={t("thread:transfer.noteHint")}>
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" kind="primary" disabled={to === ""} busy={busy}>
            {t("thread:actions.transfer")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
