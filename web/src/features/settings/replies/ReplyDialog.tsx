import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { asProblem } from "@/api/problem";
import { toast } from "@/app/toasts";
import { Field, Select } from "@/ui";
import { FormDialog } from "../parts/FormDialog";
import { TextField } from "../parts/TextField";
import { type QuickReply, repliesQuery, teamsQuery, useChange } from "../queries";
import { BodyField } from "./BodyField";
import { ReplyPreview } from "./ReplyPreview";
import { unknownIn } from "./variables";

interface ReplyDialogProps {
  /** Left out: a new one. */
  reply?: QuickReply | undefined;
  onClose: () => void;
}

/** Writes a quick reply. */
export function ReplyDialog({ reply, onClose }: ReplyDialogProps) {
  const { t } = useTranslation(["settingsDesk", "common"]);
  const teams = useQuery(teamsQuery);
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? "");
  const [body, setBody] = useState(reply?.body ?? "");
  const [teamId, setTeamId] = useState(reply?.teamId ?? "");
  const save = useChange((given: { shortcut: string; body: string; teamId: string | null }) => {
    if (!reply) return take(api.POST("/api/v1/quick-replies", { body: given }));
    const params = { path: { id: reply.id } };
    return take(api.PATCH("/api/v1/quick-replies/{id}", { params, body: given }));
  }, repliesQuery.queryKey);
  const problem = save.error && asProblem(save.error);
  const unknown = unknownIn(body);
  const isDirty =
    shortcut !== (reply?.shortcut ?? "") ||
    body !== (reply?.body ?? "") ||
    teamId !== (reply?.teamId ?? "");

  function submit() {
    const given = { shortcut: shortcut.trim(), body, teamId: teamId || null };
    save.mutate(given, {
      onSuccess: () => {
        toast(t("reply.saved", { shortcut: given.shortcut }));
        onClose();
      },
    });
  }

  function missing() {
    if (shortcut.trim() === "") return t("reply.noShortcut");
    return body.trim() === "" ? t("reply.noBody") : undefined;
  }

  return (
    <FormDialog
      title={reply ? t("reply.change") : t("reply.create")}
      submitLabel={reply ? t("common:action.save") : t("reply.create")}
      isDirty={isDirty}
      isBusy={save.isPending}
      missing={missing()}
      error={save.error}
      fields={["/shortcut", "/body", "/teamId"]}
      onSubmit={submit}
      onClose={onClose}
      className="max-w-160"
    >
      <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
        <TextField
          label={t("reply.shortcut")}
          value={shortcut}
          onValue={(text) => setShortcut(text.replace(/^\/+/, ""))}
          placeholder={t("reply.shortcutSample")}
          maxLength={40}
          autoFocus
          hint={t("reply.shortcutHint", { shortcut: shortcut.trim() || t("reply.shortcutSample") })}
          error={problem?.field("/shortcut")}
        />
        <Field label={t("reply.team")} error={problem?.field("/teamId")}>
          {(control) => (
            <Select {...control} value={teamId} onChange={(event) => setTeamId(event.target.value)}>
              <option value="">{t("reply.everybody")}</option>
              {teams.data?.data.map((team) => (
                <option key={team.id} value={team.id}>
                  {team.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <BodyField
        value={body}
        onValue={setBody}
        error={
          problem?.field("/body") ??
          (unknown.length > 0 ? t("reply.unknown", { names: unknown.join(", ") }) : undefined)
        }
      />
      <ReplyPreview body={body} />
    </FormDialog>
  );
}
