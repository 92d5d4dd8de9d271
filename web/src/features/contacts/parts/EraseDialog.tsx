import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Contact } from "@/api/types";
import { ProblemNotice } from "@/app/ProblemNotice";
import { ProblemState } from "@/app/ProblemState";
import { toast } from "@/app/toasts";
import { contactName } from "@/features/inbox/people";
import { Button, Dialog, Skeleton } from "@/ui";
import { eraseContact, erasureOf } from "../model/deeds";

interface EraseDialogProps {
  contact: Contact;
  onClose: () => void;
  onErased: () => void;
}

/** Says exactly what will be lost, and that it cannot be undone. */
export default function EraseDialog({ contact, onClose, onErased }: EraseDialogProps) {
  const { t } = useTranslation("contacts");
  const name = contactName(contact);
  const loss = useQuery({
    queryKey: ["contacts", "erasure", contact.id],
    queryFn: ({ signal }) => erasureOf(contact.id, signal),
    // What was counted before is not what would be lost now.
    gcTime: 0,
  });
  const erasing = useMutation({
    mutationFn: () => eraseContact(contact.id),
    onSuccess: () => {
      toast(t("erase.done"));
      onErased();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("erase.title", { name })}
      closeLabel={t("form.cancel")}
      footer={
        <>
          <Button onClick={onClose}>{t("form.cancel")}</Button>
          <Button
            kind="danger"
            busy={erasing.isPending}
            disabled={!loss.isSuccess}
            onClick={() => erasing.mutate()}
          >
            {t("erase.confirm")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 text-fg-2">
        <ProblemNotice error={erasing.error} />
        {loss.isPending && <Skeleton className="h-20 w-full" />}
        {loss.isError && (
          <ProblemState
            error={loss.error}
            onRetry={() => void loss.refetch()}
            retrying={loss.isFetching}
            className="h-auto"
          />
        )}
        {loss.isSuccess && (
          <>
            <p>{t("erase.lost")}</p>
            <ul className="flex list-disc flex-col gap-1 pl-5">
              <li>{t("erase.person")}</li>
              <li>{t("erase.identities", { count: loss.data.identities })}</li>
              <li>{t("erase.messages", { count: loss.data.messages })}</li>
              <li>{t("erase.notes", { count: loss.data.notes })}</li>
            </ul>
            <p>{t("erase.kept", { count: loss.data.conversations })}</p>
            <p className="font-medium text-fg">{t("erase.final")}</p>
          </>
        )}
      </div>
    </Dialog>
  );
}
