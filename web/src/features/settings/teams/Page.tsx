import { useQuery } from "@tanstack/react-query";
import { Network, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Badge, Button, Icon, MenuItem } from "@/ui";
import { DataTable } from "../parts/DataTable";
import { EmptyCard } from "../parts/EmptyCard";
import { HeadAction } from "../parts/HeadAction";
import { Loaded } from "../parts/Loaded";
import { RowMenu } from "../parts/RowMenu";
import { type Team, teamsQuery } from "../queries";
import { DeleteTeam } from "./DeleteTeam";
import { MemberNames } from "./MemberNames";
import { TeamDialog } from "./TeamDialog";

type Task = { kind: "new" } | { kind: "change" | "delete"; team: Team };

/** The teams that conversations go to. */
export function Page() {
  const { t } = useTranslation("settingsMembers");
  const teams = useQuery(teamsQuery);
  const [task, setTask] = useState<Task | null>(null);
  const done = () => setTask(null);
  const create = (
    <Button kind="primary" onClick={() => setTask({ kind: "new" })}>
      <Icon of={Plus} />
      {t("team.create")}
    </Button>
  );
  return (
    <>
      {teams.data?.data.length !== 0 && <HeadAction>{create}</HeadAction>}
      <p className="max-w-[72ch] text-fg-2">{t("team.intro")}</p>
      <Loaded query={teams}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyCard
              icon={Network}
              title={t("team.emptyTitle")}
              text={t("team.intro")}
              action={create}
            />
          ) : (
            <DataTable
              label={t("team.list")}
              rows={data}
              columns={[
                {
                  id: "name",
                  head: t("team.name"),
                  isPlain: true,
                  className: "whitespace-nowrap",
                  cell: ({ name, isDefault }) => (
                    <span className="flex items-center gap-2">
                      <b className="font-semibold">{name}</b>
                      {isDefault && <Badge>{t("team.default")}</Badge>}
                    </span>
                  ),
                },
                {
                  id: "members",
                  head: t("team.members"),
                  className: "w-full text-fg-2",
                  cell: ({ members }) => <MemberNames ids={members} />,
                },
                {
                  id: "actions",
                  head: t("actions"),
                  isPlain: true,
                  cell: (team) => (
                    <RowMenu label={t("actionsOf", { name: team.name })}>
                      <MenuItem onSelect={() => setTask({ kind: "change", team })}>
                        {t("team.change")}
                      </MenuItem>
                      {!team.isDefault && (
                        <MenuItem danger onSelect={() => setTask({ kind: "delete", team })}>
                          {t("team.delete")}
                        </MenuItem>
                      )}
                    </RowMenu>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
      {task?.kind === "new" && <TeamDialog onClose={done} />}
      {task?.kind === "change" && <TeamDialog team={task.team} onClose={done} />}
      {task?.kind === "delete" && <DeleteTeam team={task.team} onClose={done} />}
    </>
  );
}
