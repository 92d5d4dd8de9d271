import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { keys } from "@/api/keys";
import type { Tag } from "@/api/types";
import { toast } from "@/app/toasts";
import { Skeleton } from "@/ui";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { useChange } from "../queries";

/** So many are counted; beyond that it is "more than". */
const MOST = 100;

/** Deletes a tag, after saying where it comes off. */
export function DeleteTag({ tag, onClose }: { tag: Tag; onClose: () => void }) {
  const { t } = useTranslation("settingsDesk");
  const uses = useQuery({
    queryKey: ["tagUses", tag.id],
    queryFn: () => usesOf(tag.id),
    staleTime: 0,
  });
  const remove = useChange(
    () => take(api.DELETE("/api/v1/tags/{id}", { params: { path: { id: tag.id } } })),
    keys.tags,
  );

  function confirm() {
    remove.mutate(undefined, {
      onSuccess: () => {
        toast(t("tag.deleted", { name: tag.name }));
        onClose();
      },
    });
  }

  return (
    <ConfirmDialog
      title={t("tag.deleteTitle", { name: tag.name })}
      body={t("tag.deleteBody")}
      action={t("tag.delete")}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p className="mt-3 text-sm font-medium">
        {uses.isPending && <Skeleton className="h-4 w-60" />}
        {uses.data && usesText()}
        {uses.error && t("tag.usesUnknown")}
      </p>
    </ConfirmDialog>
  );

  function usesText() {
    const { conversations, contacts } = uses.data ?? { conversations: 0, contacts: 0 };
    const parts = [
      t("tag.inConversations", { count: conversations, shown: shown(conversations) }),
      t("tag.onContacts", { count: contacts, shown: shown(contacts) }),
    ];
    return t("tag.uses", { conversations: parts[0], contacts: parts[1] });
  }
}

function shown(count: number) {
  return count >= MOST ? `${MOST}+` : String(count);
}

async function usesOf(tag: string) {
  const query = { tag, limit: MOST };
  const [conversations, contacts] = await Promise.all([
    take(api.GET("/api/v1/conversations", { params: { query } })),
    take(api.GET("/api/v1/contacts", { params: { query } })),
  ]);
  return { conversations: conversations.data.length, contacts: contacts.data.length };
}
