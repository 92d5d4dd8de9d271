import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { User } from "@/api/types";
import { toast } from "@/app/toasts";
import { Field, Select, Skeleton } from "@/ui";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { teamsQuery, useChange, usersQuery } from "../queries";

/** Takes somebody out of the company, after saying who goes on with her open conversations. */
export function RemoveDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation("settingsMembers");
  const users = useQuery(usersQuery);
  const teams = useQuery(teamsQuery);
  const [heir, setHeir] = useState("");
  const params = { path: { id: user.id } };
  const open = useQuery({
    queryKey: ["openConversations", user.id],
    queryFn: () => take(api.GET("/api/v1/users/{id}/open-conversations", { params })),
    staleTime: 0,
  });
  const remove = useChange(
    () => take(api.DELETE("/api/v1/users/{id}", { params: { ...params, query: queryOf(heir) } })),
    usersQuery.queryKey,
    teamsQuery.queryKey,
  );
  const others = users.data?.data.filter(({ id, role }) => id !== user.id && role !== "viewer");
  const refused = remove.error ? asProblem(remove.error) : undefined;

  function confirm() {
    remove.mutate(undefined, {
      onSuccess: () => {
        toast(t("remove.done", { name: user.name }));
        onClose();
      },
    });
  }

  return (
    <ConfirmDialog
      title={t("remove.title", { name: user.name })}
      body={t("remove.body")}
      action={t("remove.submit")}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className="mt-4 flex flex-col gap-3">
        {open.isPending && <Skeleton className="h-4 w-52" />}
        {open.data && (
          <p className="text-sm font-medium">{t("remove.open", { count: open.data.count })}</p>
        )}
        {open.data?.count !== 0 && (
          <Field
            label={t("remove.heir")}
            error={refused?.field("/reassignTo") ?? refused?.field("/teamId")}
          >
            {(control) => (
              <Select {...control} value={heir} onChange={(event) => setHeir(event.target.value)}>
                <option value="">{t("remove.nobody")}</option>
                <optgroup label={t("remove.people")}>
                  {others?.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </optgroup>
                <optgroup label={t("remove.teams")}>
                  {teams.data?.data.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </optgroup>
              </Select>
            )}
          </Field>
        )}
      </div>
    </ConfirmDialog>
  );
}

/** Who goes on: a person, a team, or nobody yet. */
function queryOf(heir: string) {
  if (heir.startsWith("usr_")) return { reassignTo: heir };
  return heir.startsWith("tem_") ? { teamId: heir } : { conversations: "unassign" };
}
