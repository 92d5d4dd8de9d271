import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { User } from "@/api/types";
import { useSession } from "@/app/useSession";
import { DataTable } from "../parts/DataTable";
import { teamsQuery } from "../queries";
import { FactorDialog } from "./FactorDialog";
import { LinkDialog } from "./LinkDialog";
import { PersonCell } from "./PersonCell";
import { PersonMenu } from "./PersonMenu";
import { RemoveDialog } from "./RemoveDialog";
import { RoleDialog } from "./RoleDialog";
import { mayManage } from "./roles";
import { useNewLink } from "./useNewLink";

type Task =
  | { kind: "role" | "factor" | "remove"; user: User }
  | { kind: "link"; user: User; url: string; mailed: boolean };

/** The members and what can be done with each. */
export function PeopleTable({ users }: { users: readonly User[] }) {
  const { t } = useTranslation(["settingsMembers", "common"]);
  const { user: me } = useSession();
  const teams = useQuery(teamsQuery);
  const [task, setTask] = useState<Task | null>(null);
  const [asked, setAsked] = useState<User | null>(null);
  const newLink = useNewLink(
    (url, mailed) => asked && setTask({ kind: "link", user: asked, url, mailed }),
  );
  const done = () => setTask(null);

  function teamsOf({ id }: User) {
    const names = teams.data?.data.filter(({ members }) => members.includes(id));
    return names?.map(({ name }) => name).join(", ") || "–";
  }

  function askLink(user: User) {
    setAsked(user);
    newLink.mutate(user.id);
  }

  return (
    <>
      <DataTable
        label={t("list")}
        rows={users}
        columns={[
          {
            id: "person",
            head: t("person"),
            isPlain: true,
            className: "md:h-14",
            cell: (user) => <PersonCell user={user} />,
          },
          {
            id: "role",
            head: t("role"),
            className: "text-fg-2",
            cell: ({ role }) => role && t(`common:role.${role as "owner"}`),
          },
          { id: "teams", head: t("teams"), className: "text-fg-2", cell: teamsOf },
          {
            id: "availability",
            head: t("common:availability.label"),
            isMinor: true,
            className: "text-fg-2",
            cell: ({ availability, invited }) =>
              invited
                ? "–"
                : t(`common:availability.${availability === "away" ? "away" : "available"}`),
          },
          {
            id: "actions",
            head: t("actions"),
            isPlain: true,
            cell: (user) =>
              mayManage(me, user) && (
                <PersonMenu
                  user={user}
                  onRole={() => setTask({ kind: "role", user })}
                  onLink={() => askLink(user)}
                  onFactor={() => setTask({ kind: "factor", user })}
                  onRemove={() => setTask({ kind: "remove", user })}
                />
              ),
          },
        ]}
      />
      {task?.kind === "role" && <RoleDialog user={task.user} onClose={done} />}
      {task?.kind === "factor" && <FactorDialog user={task.user} onClose={done} />}
      {task?.kind === "remove" && <RemoveDialog user={task.user} onClose={done} />}
      {task?.kind === "link" && (
        <LinkDialog
          name={task.user.name}
          email={task.user.email}
          url={task.url}
          mailed={task.mailed}
          onClose={done}
        />
      )}
    </>
  );
}
