import { useNavigate } from "@tanstack/react-router";
import { SearchX, Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Contact } from "@/api/types";
import { ProblemState } from "@/app/ProblemState";
import { useIsNarrow } from "@/features/inbox/useLayout";
import { Button, Empty } from "@/ui";
import type { useContacts } from "../queries";
import { type ContactSearch, isNarrowed, readContactSearch } from "../search";
import { ContactCards } from "./ContactCards";
import { ContactTable } from "./ContactTable";
import { ListFoot } from "./ListFoot";
import { TableSkeleton } from "./TableSkeleton";

interface ContactsPaneProps {
  list: ReturnType<typeof useContacts>;
  rows: readonly Contact[];
  search: ContactSearch;
  currentId: string | undefined;
  onAdd: () => void;
}

/** The list itself, or why there is none. */
export function ContactsPane({ list, rows, search, currentId, onAdd }: ContactsPaneProps) {
  const { t } = useTranslation("contacts");
  const navigate = useNavigate();
  const List = useIsNarrow() ? ContactCards : ContactTable;
  if (list.isPending) return <TableSkeleton />;
  if (list.isError && rows.length === 0) {
    return (
      <ProblemState
        error={list.error}
        onRetry={() => void list.refetch()}
        retrying={list.isFetching}
      />
    );
  }
  if (rows.length === 0) {
    return isNarrowed(search) ? (
      <Empty
        icon={SearchX}
        title={t("list.noMatch")}
        text={t("list.noMatchText")}
        action={
          <Button onClick={() => void navigate({ to: "/contacts", search: {} })}>
            {t("filter.clear")}
          </Button>
        }
      />
    ) : (
      <Empty
        icon={Users}
        title={t("list.empty")}
        text={t("list.emptyText")}
        action={<Button onClick={onAdd}>{t("new")}</Button>}
      />
    );
  }
  return (
    <div className="flex min-h-0 min-w-0 flex-col">
      <List
        // Another list begins at its top.
        key={JSON.stringify(search)}
        rows={rows}
        search={search}
        currentId={currentId}
        hasMore={list.hasNextPage}
        onMore={list.fetchNextPage}
        onSort={(sort) =>
          void navigate({ to: ".", search: readContactSearch({ ...search, sort }) })
        }
      />
      <ListFoot count={rows.length} hasMore={list.hasNextPage} />
    </div>
  );
}
