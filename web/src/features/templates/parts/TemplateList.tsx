import { LayoutTemplate, RefreshCw } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Template } from "@/api/types";
import { ProblemState } from "@/app/ProblemState";
import { tellProblem } from "@/app/tellProblem";
import { useIsNarrow } from "@/features/inbox/useLayout";
import { cn } from "@/lib/cn";
import { Empty, IconButton, Search, Segment } from "@/ui";
import { chosenFrom, startLanguage } from "../model/choice";
import { useRefresh, useTemplates } from "../queries";
import { LanguageSelect } from "./LanguageSelect";
import { ListSkeleton } from "./ListSkeleton";
import { TemplateItem } from "./TemplateItem";

interface TemplateListProps {
  numberId: string | undefined;
  chosen: Template | null;
  onChoose: (template: Template) => void;
}

const CATEGORIES = ["", "utility", "marketing"] as const;

/** The templates there are: searched, narrowed, chosen with the mouse or the arrows. */
export function TemplateList({ numberId, chosen, onChoose }: TemplateListProps) {
  const { t, i18n } = useTranslation("templates");
  const templates = useTemplates(numberId);
  const refresh = useRefresh(numberId);
  const [search, setSearch] = useState("");
  const [category, setCategory] = useState<(typeof CATEGORIES)[number]>("");
  const [language, setLanguage] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const known = useMemo(() => templates.data ?? [], [templates.data]);
  const spoken = language ?? startLanguage(known, i18n.language);
  const filter = { search, category, language: spoken, all };
  const shown = chosenFrom(known, filter);
  const others = chosenFrom(known, { ...filter, all: true }).filter(
    ({ status }) => status !== "approved",
  ).length;

  // Where there is a keyboard it begins with the search; on a phone it would cover the list.
  const isNarrow = useIsNarrow();
  useEffect(() => {
    if (!isNarrow) list.current?.querySelector("input")?.focus();
  }, [isNarrow]);

  /** Up and down walk the list, from the search as well; Enter in the search takes the first. */
  function onKeyDown(event: KeyboardEvent) {
    const items = [...(list.current?.querySelectorAll<HTMLElement>("button[data-template]") ?? [])];
    const here = items.indexOf(document.activeElement as HTMLElement);
    const inSearch = (event.target as HTMLElement).tagName === "INPUT";
    if (event.key === "Enter" && inSearch) items[0]?.click();
    else if (event.key === "ArrowDown") items[here + 1]?.focus();
    else if (event.key === "ArrowUp" && here >= 0)
      (items[here - 1] ?? list.current?.querySelector("input"))?.focus();
    else return;
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows are a short cut; each template is a button of its own
    <div
      ref={list}
      onKeyDown={onKeyDown}
      className="flex min-h-0 flex-col border-r border-line max-md:border-r-0"
    >
      <div className="flex flex-none flex-col gap-3 px-3 pt-3 pb-2">
        <div className="flex items-center gap-1">
          <Search
            label={t("list.search")}
            placeholder={t("list.placeholder")}
            clearLabel={t("list.clear")}
            value={search}
            onValue={setSearch}
            className="min-w-0 flex-1"
          />
          <IconButton
            icon={RefreshCw}
            label={t("list.refresh")}
            aria-busy={refresh.isPending}
            className={cn(refresh.isPending && "[&_svg]:motion-safe:animate-spin")}
            onClick={() =>
              !refresh.isPending && refresh.mutate(undefined, { onError: tellProblem })
            }
          />
        </div>
        <Segment
          label={t("list.category")}
          items={CATEGORIES.map((id) => ({
            id,
            label: id ? t(`category.${id}`) : t("list.every"),
          }))}
          value={category}
          onValue={setCategory}
          className="self-start"
        />
        <LanguageSelect templates={known} value={spoken} onValue={setLanguage} />
      </div>
      {templates.isPending && <ListSkeleton />}
      {templates.isError && (
        <ProblemState
          error={templates.error}
          onRetry={() => void templates.refetch()}
          retrying={templates.isFetching}
        />
      )}
      {templates.isSuccess && (
        <div className="min-h-0 flex-1 overflow-auto px-2 pb-2">
          <ul aria-label={t("list.label")}>
            {shown.map((template) => (
              <li key={`${template.name} ${template.language}`}>
                <TemplateItem
                  template={template}
                  isChosen={template.name === chosen?.name && template.language === chosen.language}
                  onChoose={onChoose}
                />
              </li>
            ))}
          </ul>
          {shown.length === 0 && (
            <Empty
              icon={LayoutTemplate}
              title={known.length === 0 ? t("list.none") : t("list.noMatch")}
              text={known.length === 0 ? t("list.noneText") : undefined}
              className="h-auto px-4 py-8"
            />
          )}
          {(others > 0 || all) && (
            <p className="p-3 text-xs text-fg-3">
              <button
                type="button"
                onClick={() => setAll(!all)}
                className="rounded-xs text-left font-medium text-accent-text underline decoration-accent-line underline-offset-3 hover:decoration-current max-md:min-h-11"
              >
                {all ? t("list.onlyApproved") : t("list.others", { count: others })}
              </button>
            </p>
          )}
        </div>
      )}
    </div>
  );
}
