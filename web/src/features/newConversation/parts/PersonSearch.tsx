import { MessageSquarePlus } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemState } from "@/app/ProblemState";
import { useContacts } from "@/features/contacts/queries";
import { formatPhone } from "@/lib/format";
import { useTyped } from "@/lib/useTyped";
import { Icon, Search, Skeleton } from "@/ui";
import { meantBy, type Person } from "../model/person";
import { PersonItem } from "./PersonItem";

const MOST = 20;
const WAITING = ["a", "b", "c", "d"];

/** Finds a contact by name or number, or takes a number that is nobody's yet. */
export function PersonSearch({ onPerson }: { onPerson: (person: Person) => void }) {
  const { t } = useTranslation(["templates", "contacts"]);
  const [asked, setAsked] = useState("");
  const [typed, setTyped] = useTyped(asked, setAsked);
  const contacts = useContacts(
    asked === "" ? {} : { search: asked.replace(/[()+-]/gu, " ").trim() },
  );
  const found = (contacts.data?.pages[0]?.data ?? []).slice(0, MOST);
  const meant = meantBy(typed, found);
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => place.current?.querySelector("input")?.focus(), []);

  /** Up and down walk what was found; Enter in the search takes the first. */
  function onKeyDown(event: KeyboardEvent) {
    const items = [...(place.current?.querySelectorAll<HTMLElement>("[data-person]") ?? [])];
    const here = items.indexOf(document.activeElement as HTMLElement);
    const inSearch = (event.target as HTMLElement).tagName === "INPUT";
    if (event.key === "Enter" && inSearch && typed.trim() === asked) items[0]?.click();
    else if (event.key === "ArrowDown") items[here + 1]?.focus();
    else if (event.key === "ArrowUp" && here >= 0)
      (items[here - 1] ?? place.current?.querySelector("input"))?.focus();
    else return;
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows are a short cut; everybody found is a button
    <div ref={place} onKeyDown={onKeyDown} className="flex flex-col gap-2">
      <Search
        label={t("start.who")}
        placeholder={t("start.whoPlaceholder")}
        clearLabel={t("contacts:search.clear")}
        value={typed}
        onValue={setTyped}
        className="h-9"
      />
      {meant.kind === "fault" && (
        <p role="status" className="text-xs text-fg-3">
          {t(`contacts:phone.${meant.fault}`)}
        </p>
      )}
      <div className="h-72 overflow-auto max-md:h-auto">
        {meant.kind === "phone" && (
          <button
            type="button"
            data-person=""
            onClick={() => onPerson({ phone: meant.phone })}
            className="flex min-h-14 w-full items-center gap-3 rounded px-2 text-left -outline-offset-2 hover:bg-hover"
          >
            <span className="grid size-9 place-items-center rounded-full bg-accent-soft-2 text-accent-text">
              <Icon of={MessageSquarePlus} />
            </span>
            <span>
              <span className="block font-medium">
                {t("start.writeTo", { phone: formatPhone(meant.phone) })}
              </span>
              <span className="block text-sm text-fg-3">{t("start.stranger")}</span>
            </span>
          </button>
        )}
        {contacts.isPending && WAITING.map((row) => <PersonSkeleton key={row} />)}
        {contacts.isError && (
          <ProblemState
            error={contacts.error}
            onRetry={() => void contacts.refetch()}
            retrying={contacts.isFetching}
          />
        )}
        <ul aria-label={t("contacts:title")}>
          {found.map((contact) => (
            <li key={contact.id}>
              <PersonItem contact={contact} onChoose={() => onPerson({ contact })} />
            </li>
          ))}
        </ul>
        {contacts.isSuccess && found.length === 0 && meant.kind === "search" && (
          <p className="p-4 text-center text-sm text-fg-2">{t("start.nobody")}</p>
        )}
      </div>
    </div>
  );
}

function PersonSkeleton() {
  return (
    <div className="flex h-14 items-center gap-3 px-2">
      <Skeleton className="size-9 rounded-full" />
      <Skeleton className="w-2/5" />
    </div>
  );
}
