import { useTranslation } from "react-i18next";
import type { Contact } from "@/api/types";
import { Dialog } from "@/ui";
import { ContactForm } from "./ContactForm";

interface NewContactDialogProps {
  onClose: () => void;
  onMade: (contact: Contact) => void;
}

export default function NewContactDialog({ onClose, onMade }: NewContactDialogProps) {
  const { t } = useTranslation("contacts");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("new")}
      closeLabel={t("form.cancel")}
    >
      <ContactForm onDone={onMade} onCancel={onClose} />
    </Dialog>
  );
}
