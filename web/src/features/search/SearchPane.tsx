import { useLocation, useNavigate, useSearch } from "@tanstack/react-router";
import { Search as Magnifier, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { SEARCH_BUTTON } from "@/features/inbox/parts/list/SearchButton";
import type { InboxSearch } from "@/features/inbox/search";
import { useTyped } from "@/lib/useTyped";
import { Empty, IconButton, Search } from "@/ui";
import { wordsOf } from "./model/marked";
import { Results } from "./parts/Results";

/** In place of the list while somebody searches: contacts and messages with what was typed. */
export default function SearchPane() {
  const { t } = useTranslation("search");
  const search = useSearch({ strict: false }) as InboxSearch;
  const currentId = useLocation({ select: ({ hash }) => hash });
  const navigate = useNavigate();
  const pane = useRef<HTMLElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useTyped(search.q ?? "", (q) =>
    navigate({ to: ".", search: { ...search, q }, hash: true, replace: true }),
  );
  const words = wordsOf(search.q ?? "");

  useEffect(() => field.current?.focus(), []);

  function close() {
    const { q: _q, ...rest } = search;
    void navigate({ to: ".", search: rest, hash: true }).then(() =>
      document.getElementById(SEARCH_BUTTON)?.focus(),
    );
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    }
  }

  /** From the field to the results, and from one to the next. */
  function step(by: 1 | -1) {
    const places = [
      field.current as Element | null,
      ...(pane.current?.querySelectorAll("[data-result]") ?? []),
    ];
    const here = places.indexOf(document.activeElement);
    const next = places[here + by];
    if (next instanceof HTMLElement) next.focus();
  }

  return (
    <section
      ref={pane}
      aria-label={t("title")}
      onKeyDown={onKeyDown}
      className="flex min-h-0 min-w-0 flex-col border-r border-line bg-surface max-md:border-r-0"
    >
      <header className="flex h-14 flex-none items-center gap-1 border-b border-line pr-2 pl-3">
        <h1 className="sr-only">{t("title")}</h1>
        <Search
          ref={field}
          label={t("title")}
          placeholder={t("placeholder")}
          clearLabel={t("clear")}
          value={typed}
          onValue={setTyped}
          maxLength={200}
          className="min-w-0 flex-1"
        />
        <IconButton icon={X} label={t("close")} onClick={close} />
      </header>
      {words.length === 0 ? (
        <Empty icon={Magnifier} title={t("begin")} text={t("beginText")} />
      ) : (
        <Results words={words} currentId={currentId} />
      )}
    </section>
  );
}
