import { SquarePen } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommands } from "@/features/commands/useCommands";
import { IconButton } from "@/ui";

const NewConversationDialog = lazy(
  () => import("@/features/newConversation/NewConversationDialog"),
);

/** The way to write to somebody who has not written. */
export function NewConversation() {
  const { t } = useTranslation("inbox");
  const [open, setOpen] = useState(false);
  useCommands([
    {
      id: "inbox.new",
      label: t("keys.newConversation"),
      group: t("title"),
      keys: "c",
      icon: SquarePen,
      run: () => setOpen(true),
    },
  ]);
  return (
    <>
      <IconButton
        icon={SquarePen}
        label={t("keys.newConversation")}
        keyCap="c"
        onClick={() => setOpen(true)}
      />
      <Suspense>{open && <NewConversationDialog onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
