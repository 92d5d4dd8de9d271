import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { useCommands } from "@/features/commands/useCommands";
import { Button, Icon } from "@/ui";
import { useIsWide } from "../inbox/useLayout";
import { ContactFilters } from "./parts/ContactFilters";
import { ContactSheet } from "./parts/ContactSheet";
import { ContactsPane } from "./parts/ContactsPane";
import { usePageTitle } from "./parts/usePageTitle";
import { useContacts } from "./queries";
import type { ContactSearch } from "./search";

const NewContactDialog = lazy(() => import("./parts/NewContactDialog"));

/** Everybody the company talks to: found, opened beside the list, added. */
export function Page() {
  const { t } = useTranslation("contacts");
  const search = useSearch({ strict: false }) as ContactSearch;
  const { contactId } = useParams({ strict: false }) as { contactId?: string };
  const navigate = useNavigate();
  const client = useQueryClient();
  const isWide = useIsWide();
  const list = useContacts(search);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.data) ?? [], [list.data]);
  const [adding, setAdding] = useState(false);
  usePageTitle(t("title"));

  function open(id: string | undefined) {
    if (id === undefined) return;
    void navigate({ to: "/contacts/$contactId", params: { contactId: id }, search });
  }

  /** Back to the list, where the focus was. */
  function close() {
    void navigate({ to: "/contacts", search });
    if (contactId !== undefined) document.getElementById(contactId)?.focus();
  }

  function beside(by: 1 | -1): string | undefined {
    const here = rows.findIndex(({ id }) => id === contactId);
    return rows[here === -1 ? 0 : here + by]?.id;
  }

  const step = (by: 1 | -1) => open(beside(by));

  const group = t("title");
  useCommands([
    { id: "contacts.next", label: t("sheet.next"), group, keys: "j", run: () => step(1) },
    { id: "contacts.previous", label: t("sheet.previous"), group, keys: "k", run: () => step(-1) },
    {
      id: "contacts.search",
      label: t("search.label"),
      group,
      keys: "/",
      run: () => document.getElementById("contact-search")?.focus(),
    },
    { id: "contacts.new", label: t("new"), group, icon: Plus, run: () => setAdding(true) },
  ]);

  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex h-14 flex-none items-center gap-3 border-b border-line bg-surface px-6 max-md:pr-1 max-md:pl-4">
        <h1 className="flex-1 truncate text-md font-semibold">{t("title")}</h1>
        <Button kind="primary" onClick={() => setAdding(true)}>
          <Icon of={Plus} />
          <span className="max-md:hidden">{t("new")}</span>
          <span className="md:hidden">{t("newShort")}</span>
        </Button>
      </header>
      <ContactFilters
        search={search}
        onSearch={(next, replace) => void navigate({ to: ".", search: next, replace })}
      />
      <div
        className={
          isWide && contactId !== undefined
            ? "grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_376px]"
            : "grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)]"
        }
      >
        <ContactsPane
          list={list}
          rows={rows}
          search={search}
          currentId={contactId}
          onAdd={() => setAdding(true)}
        />
        {contactId !== undefined && (
          <ContactSheet
            contactId={contactId}
            known={rows.find(({ id }) => id === contactId)}
            asSheet={!isWide}
            onPrevious={beside(-1) === undefined ? undefined : () => step(-1)}
            onNext={beside(1) === undefined ? undefined : () => step(1)}
            onClose={close}
            onErased={() => {
              void navigate({ to: "/contacts", search });
              void client.invalidateQueries({ queryKey: keys.contactLists });
              document.getElementById("contact-search")?.focus();
            }}
          />
        )}
      </div>
      <Suspense>
        {adding && (
          <NewContactDialog
            onClose={() => setAdding(false)}
            onMade={(contact) => {
              setAdding(false);
              open(contact.id);
            }}
          />
        )}
      </Suspense>
    </div>
  );
}
