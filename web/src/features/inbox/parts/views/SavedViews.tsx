import { useQuery } from "@tanstack/react-query";
import { Plus, Users } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "@/app/access";
import { Button, Icon, SavedView } from "@/ui";
import { searchOf } from "../../model/bulk";
import { useMe } from "../../people";
import { filterCount, type InboxSearch } from "../../search";
import { ViewMenu } from "./ViewMenu";
import { isShown, type View, viewsQuery } from "./views";

const ViewDialog = lazy(() => import("./ViewDialog"));

interface SavedViewsProps {
  search: InboxSearch;
  onSearch: (search: InboxSearch) => void;
}

/** Filters under a name, below the views. Nothing while there are none and nothing to be saved. */
export default function SavedViews({ search, onSearch }: SavedViewsProps) {
  const { t } = useTranslation("views");
  const me = useMe();
  const views = useQuery(viewsQuery).data?.data;
  const [named, setNamed] = useState<View | "new" | null>(null);
  if (views === undefined) return null;
  const shown = views.find((view) => isShown(view, search));
  const canSave = shown === undefined && filterCount(search) > 0;
  const canChange = shown !== undefined && (!shown.shared || may(me, "desk:manage"));
  if (views.length === 0 && !canSave) return null;
  const plain: InboxSearch = search.view === undefined ? {} : { view: search.view };
  return (
    <section
      aria-label={t("label")}
      className="flex flex-none items-center gap-1 overflow-x-auto border-b border-line px-4 py-2 [scrollbar-width:none] max-md:px-2"
    >
      {views.map((view) => (
        <SavedView
          key={view.id}
          name={view.name}
          icon={view.shared ? Users : undefined}
          on={view === shown}
          onSelect={() => onSearch(view === shown ? plain : searchOf(view.query))}
        />
      ))}
      {canChange && <ViewMenu view={shown} onRename={() => setNamed(shown)} />}
      {canSave && (
        <Button size="sm" kind="ghost" onClick={() => setNamed("new")}>
          <Icon of={Plus} size={14} />
          {t("save")}
        </Button>
      )}
      <Suspense>
        {named !== null && (
          <ViewDialog
            view={named === "new" ? undefined : named}
            search={search}
            onClose={() => setNamed(null)}
          />
        )}
      </Suspense>
    </section>
  );
}
