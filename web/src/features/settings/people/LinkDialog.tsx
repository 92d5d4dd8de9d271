import { useTranslation } from "react-i18next";
import { Button, Dialog } from "@/ui";
import { CopyField } from "../parts/CopyField";

interface LinkDialogProps {
  name: string;
  url: string;
  onClose: () => void;
}

/** The one-time link of somebody who was invited: shown once, given on by whoever invites. */
export function LinkDialog({ name, url, onClose }: LinkDialogProps) {
  const { t } = useTranslation("settingsMembers");
  return (
    <Dialog
      open
      onOpenChange={() => undefined}
      title={t("link.title", { name })}
      description={t("link.body")}
      footer={
        <Button kind="primary" onClick={onClose}>
          {t("link.done")}
        </Button>
      }
    >
      <div className="mt-4">
        <CopyField label={t("link.label")} value={url} />
      </div>
    </Dialog>
  );
}
