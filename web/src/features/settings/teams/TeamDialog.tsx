import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { asProblem } from "@/api/problem";
import { toast } from "@/app/toasts";
import { FormDialog } from "../parts/FormDialog";
import { TextField } from "../parts/TextField";
import { type Team, teamsQuery, useChange } from "../queries";
import { MemberChoice } from "./MemberChoice";

interface TeamDialogProps {
  /** Left out: a new one. */
  team?: Team | undefined;
  onClose: () => void;
}

/** Names a team and says who is in it. */
export function TeamDialog({ team, onClose }: TeamDialogProps) {
  const { t } = useTranslation(["settingsMembers", "common"]);
  const [name, setName] = useState(team?.name ?? "");
  const [members, setMembers] = useState<readonly string[]>(team?.members ?? []);
  const save = useChange((body: { name: string; members: string[] }) => {
    if (!team) return take(api.POST("/api/v1/teams", { body }));
    return take(api.PATCH("/api/v1/teams/{id}", { params: { path: { id: team.id } }, body }));
  }, teamsQuery.queryKey);
  const problem = save.error && asProblem(save.error);
  const before = team?.members ?? [];
  const isDirty =
    name !== (team?.name ?? "") ||
    members.length !== before.length ||
    members.some((id) => !before.includes(id));

  function submit() {
    save.mutate(
      { name: name.trim(), members: [...members] },
      {
        onSuccess: () => {
          toast(t("team.saved", { name: name.trim() }));
          onClose();
        },
      },
    );
  }

  return (
    <FormDialog
      title={team ? t("team.change") : t("team.create")}
      submitLabel={team ? t("common:action.save") : t("team.create")}
      isDirty={isDirty}
      isBusy={save.isPending}
      missing={name.trim() === "" ? t("team.noName") : undefined}
      error={save.error}
      fields={["/name"]}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t("team.name")}
        value={name}
        onValue={setName}
        maxLength={60}
        autoFocus
        error={problem?.field("/name")}
      />
      <MemberChoice chosen={members} onChosen={setMembers} />
    </FormDialog>
  );
}
