import { useQuery } from "@tanstack/react-query";
import { Plus, Zap } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Icon, MenuItem } from "@/ui";
import { DataTable } from "../parts/DataTable";
import { EmptyCard } from "../parts/EmptyCard";
import { HeadAction } from "../parts/HeadAction";
import { Loaded } from "../parts/Loaded";
import { RowMenu } from "../parts/RowMenu";
import { type QuickReply, repliesQuery, teamsQuery } from "../queries";
import { DeleteReply } from "./DeleteReply";
import { ReplyDialog } from "./ReplyDialog";

type Task = { kind: "new" } | { kind: "change" | "delete"; reply: QuickReply };

/** The texts that are sent by their shortcut. */
export function Page() {
  const { t } = useTranslation("settingsDesk");
  const replies = useQuery(repliesQuery);
  const teams = useQuery(teamsQuery);
  const [task, setTask] = useState<Task | null>(null);
  const done = () => setTask(null);
  const teamName = (id: string) => teams.data?.data.find((team) => team.id === id)?.name ?? id;

  const create = (
    <Button kind="primary" onClick={() => setTask({ kind: "new" })}>
      <Icon of={Plus} />
      {t("reply.create")}
    </Button>
  );
  return (
    <>
      {replies.data?.data.length !== 0 && <HeadAction>{create}</HeadAction>}
      <p className="max-w-[72ch] text-fg-2">{t("reply.intro")}</p>
      <Loaded query={replies}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyCard
              icon={Zap}
              title={t("reply.emptyTitle")}
              text={t("reply.emptyText")}
              action={create}
            />
          ) : (
            <DataTable
              label={t("reply.list")}
              rows={data}
              columns={[
                {
                  id: "shortcut",
                  head: t("reply.shortcut"),
                  isPlain: true,
                  className: "font-semibold whitespace-nowrap",
                  cell: ({ shortcut }) => `/${shortcut}`,
                },
                {
                  id: "body",
                  head: t("reply.body"),
                  isPlain: true,
                  className: "w-full text-fg-2",
                  cell: ({ body }) => <span className="line-clamp-2">{body}</span>,
                },
                {
                  id: "team",
                  head: t("reply.team"),
                  className: "whitespace-nowrap text-fg-2",
                  cell: ({ teamId }) => (teamId ? teamName(teamId) : t("reply.everybody")),
                },
                {
                  id: "actions",
                  head: t("actions"),
                  isPlain: true,
                  cell: (reply) => (
                    <RowMenu label={t("actionsOf", { name: `/${reply.shortcut}` })}>
                      <MenuItem onSelect={() => setTask({ kind: "change", reply })}>
                        {t("reply.change")}
                      </MenuItem>
                      <MenuItem danger onSelect={() => setTask({ kind: "delete", reply })}>
                        {t("reply.delete")}
                      </MenuItem>
                    </RowMenu>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
      {task?.kind === "new" && <ReplyDialog onClose={done} />}
      {task?.kind === "change" && <ReplyDialog reply={task.reply} onClose={done} />}
      {task?.kind === "delete" && <DeleteReply reply={task.reply} onClose={done} />}
    </>
  );
}
