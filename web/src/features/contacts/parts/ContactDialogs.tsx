import { lazy, Suspense } from "react";
import type { Contact } from "@/api/types";

const NewConversationDialog = lazy(
  () => import("@/features/newConversation/NewConversationDialog"),
);
const EraseDialog = lazy(() => import("./EraseDialog"));

export type ContactDialog = "template" | "erase";

interface ContactDialogsProps {
  which: ContactDialog;
  contact: Contact;
  onClose: () => void;
  onErased: () => void;
}

/** What a contact's actions open over the page. Never inside a sheet: a sheet keeps the focus to itself. */
export function ContactDialogs({ which, contact, onClose, onErased }: ContactDialogsProps) {
  return (
    <Suspense>
      {which === "template" ? (
        <NewConversationDialog contact={contact} onClose={onClose} />
      ) : (
        <EraseDialog contact={contact} onClose={onClose} onErased={onErased} />
      )}
    </Suspense>
  );
}
