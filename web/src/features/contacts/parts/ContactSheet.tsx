import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronUp, UserX, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import type { Contact } from "@/api/types";
import { ProblemState } from "@/app/ProblemState";
import { Empty, IconButton, Sheet } from "@/ui";
import { contactQuery } from "../queries";
import { ContactDetails } from "./ContactDetails";
import { type ContactDialog, ContactDialogs } from "./ContactDialogs";
import { DetailsSkeleton } from "./DetailsSkeleton";

interface ContactSheetProps {
  contactId: string;
  /** As the list has it, shown until the whole is here. */
  known: Contact | undefined;
  /** Over the page, where there is no room beside the list. */
  asSheet: boolean;
  /** Left out where there is none. */
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  onClose: () => void;
  onErased: () => void;
}

/** The open contact: beside the list, or over it. */
export function ContactSheet({
  contactId,
  known,
  asSheet,
  onPrevious,
  onNext,
  onClose,
  onErased,
}: ContactSheetProps) {
  const { t } = useTranslation("contacts");
  const [opened, setOpened] = useState<{ which: ContactDialog; contact: Contact } | null>(null);
  const open = (which: ContactDialog, contact: Contact) => setOpened({ which, contact });
  const dialog = opened && (
    <ContactDialogs {...opened} onClose={() => setOpened(null)} onErased={onErased} />
  );
  if (asSheet && dialog) return dialog;
  if (asSheet) {
    return (
      <Sheet
        open
        onOpenChange={(open) => !open && onClose()}
        title={t("sheet.title")}
        closeLabel={t("sheet.close")}
      >
        <OpenContact key={contactId} contactId={contactId} known={known} onDialog={open} />
      </Sheet>
    );
  }
  return (
    <aside
      aria-label={t("sheet.title")}
      className="flex min-h-0 flex-col border-l border-line bg-surface"
    >
      <header className="flex h-12 flex-none items-center gap-1 border-b border-line pr-2 pl-4">
        <h2 className="flex-1 text-sm font-semibold">{t("sheet.title")}</h2>
        <IconButton
          icon={ChevronUp}
          label={t("sheet.previous")}
          keyCap="k"
          disabled={onPrevious === undefined}
          onClick={onPrevious}
        />
        <IconButton
          icon={ChevronDown}
          label={t("sheet.next")}
          keyCap="j"
          disabled={onNext === undefined}
          onClick={onNext}
        />
        <IconButton icon={X} label={t("sheet.close")} onClick={onClose} />
      </header>
      <div className="min-h-0 flex-1 overflow-auto [scrollbar-color:var(--color-line-strong)_transparent] [scrollbar-width:thin]">
        <OpenContact key={contactId} contactId={contactId} known={known} onDialog={open} />
      </div>
      {dialog}
    </aside>
  );
}

function OpenContact({
  contactId,
  known,
  onDialog,
}: Pick<ContactSheetProps, "contactId" | "known"> & {
  onDialog: (which: ContactDialog, contact: Contact) => void;
}) {
  const { t } = useTranslation("contacts");
  const contact = useQuery({ ...contactQuery(contactId), placeholderData: () => known });
  if (contact.isError && asProblem(contact.error).status === 404) {
    return (
      <Empty
        icon={UserX}
        title={t("sheet.gone")}
        text={t("sheet.goneText")}
        className="h-auto py-16"
      />
    );
  }
  if (contact.isError) {
    return (
      <ProblemState
        error={contact.error}
        onRetry={() => void contact.refetch()}
        retrying={contact.isFetching}
        className="h-auto py-16"
      />
    );
  }
  if (contact.data === undefined) return <DetailsSkeleton />;
  return <ContactDetails contact={contact.data} onDialog={onDialog} />;
}
