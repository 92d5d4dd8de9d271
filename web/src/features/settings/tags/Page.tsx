import { useQuery } from "@tanstack/react-query";
import { Plus, TagIcon } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Tag } from "@/api/types";
import { useFormat } from "@/app/useFormat";
import { Button, Icon, MenuItem, Tag as TagMark } from "@/ui";
import { DataTable } from "../parts/DataTable";
import { EmptyCard } from "../parts/EmptyCard";
import { HeadAction } from "../parts/HeadAction";
import { Loaded } from "../parts/Loaded";
import { RowMenu } from "../parts/RowMenu";
import { tagsQuery } from "../queries";
import { DeleteTag } from "./DeleteTag";
import { TagDialog } from "./TagDialog";

type Task = { kind: "new" } | { kind: "change" | "delete"; tag: Tag };

/** The tenant's tags. */
export function Page() {
  const { t } = useTranslation("settingsDesk");
  const format = useFormat();
  const tags = useQuery(tagsQuery);
  const [task, setTask] = useState<Task | null>(null);
  const done = () => setTask(null);

  const create = (
    <Button kind="primary" onClick={() => setTask({ kind: "new" })}>
      <Icon of={Plus} />
      {t("tag.create")}
    </Button>
  );
  return (
    <>
      {tags.data?.data.length !== 0 && <HeadAction>{create}</HeadAction>}
      <p className="max-w-[72ch] text-fg-2">{t("tag.intro")}</p>
      <Loaded query={tags}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyCard
              icon={TagIcon}
              title={t("tag.emptyTitle")}
              text={t("tag.emptyText")}
              action={create}
            />
          ) : (
            <DataTable
              label={t("tag.list")}
              rows={data}
              columns={[
                {
                  id: "name",
                  head: t("tag.name"),
                  isPlain: true,
                  cell: (tag) => <TagMark name={tag.name} hue={tag.hue} />,
                },
                {
                  id: "created",
                  head: t("tag.created"),
                  cell: (tag) => <span className="text-fg-2">{format.date(tag.createdAt)}</span>,
                },
                {
                  id: "actions",
                  head: t("actions"),
                  isPlain: true,
                  cell: (tag) => (
                    <RowMenu label={t("actionsOf", { name: tag.name })}>
                      <MenuItem onSelect={() => setTask({ kind: "change", tag })}>
                        {t("tag.change")}
                      </MenuItem>
                      <MenuItem danger onSelect={() => setTask({ kind: "delete", tag })}>
                        {t("tag.delete")}
                      </MenuItem>
                    </RowMenu>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
      {task?.kind === "new" && <TagDialog onClose={done} />}
      {task?.kind === "change" && <TagDialog tag={task.tag} onClose={done} />}
      {task?.kind === "delete" && <DeleteTag tag={task.tag} onClose={done} />}
    </>
  );
}
