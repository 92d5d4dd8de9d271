import { MessageSquare, SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, Empty } from "@/ui";
import { filterCount, type InboxSearch } from "../../search";

/** In place of rows: why there are none, and what to do about it. */
export function NoRows({
  search,
  onSearch,
}: {
  search: InboxSearch;
  onSearch: (search: InboxSearch) => void;
}) {
  const { t } = useTranslation("inbox");
  const view = search.view ?? "all";
  if (filterCount(search) > 0) {
    return (
      <Empty
        icon={SearchX}
        title={t("list.noMatch")}
        text={t("list.noMatchText")}
        action={<Button onClick={() => onSearch({ view })}>{t("filter.clear")}</Button>}
      />
    );
  }
  return (
    <Empty
      icon={MessageSquare}
      title={t(`list.empty.${view}`)}
      text={t(`list.emptyText.${view}`)}
      action={
        view === "mine" && (
          <Button onClick={() => onSearch({ view: "unassigned" })}>
            {t("list.seeUnassigned")}
          </Button>
        )
      }
    />
  );
}
