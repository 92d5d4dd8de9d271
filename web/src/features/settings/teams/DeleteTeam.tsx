import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { toast } from "@/app/toasts";
import { Field, Select } from "@/ui";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { repliesQuery, type Team, teamsQuery, useChange } from "../queries";

/** Ends a team, after saying where its conversations go. */
export function DeleteTeam({ team, onClose }: { team: Team; onClose: () => void }) {
  const { t } = useTranslation("settingsMembers");
  const teams = useQuery(teamsQuery);
  const [moveTo, setMoveTo] = useState("");
  const remove = useChange(
    () => {
      const query = moveTo === "" ? {} : { moveTo };
      const params = { path: { id: team.id }, query };
      return take(api.DELETE("/api/v1/teams/{id}", { params }));
    },
    teamsQuery.queryKey,
    repliesQuery.queryKey,
  );

  function confirm() {
    remove.mutate(undefined, {
      onSuccess: () => {
        toast(t("team.deleted", { name: team.name }));
        onClose();
      },
    });
  }

  return (
    <ConfirmDialog
      title={t("team.deleteTitle", { name: team.name })}
      body={t("team.deleteBody")}
      action={t("team.delete")}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className="mt-4">
        <Field label={t("team.moveTo")}>
          {(control) => (
            <Select {...control} value={moveTo} onChange={(event) => setMoveTo(event.target.value)}>
              <option value="">{t("team.noTeam")}</option>
              {teams.data?.data
                .filter(({ id }) => id !== team.id)
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
            </Select>
          )}
        </Field>
      </div>
    </ConfirmDialog>
  );
}
