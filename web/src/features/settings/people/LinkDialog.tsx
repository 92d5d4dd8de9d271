import { useTranslation } from "react-i18next";
import { Button, Dialog } from "@/ui";
import { CopyField } from "../parts/CopyField";

interface LinkDialogProps {
  name: string;
  email: string;
  url: string;
  /** It is on its way to the address, too. */
  mailed: boolean;
  onClose: () => void;
}

/** The one-time link of somebody who was invited: mailed, or given on by whoever invites; shown once. */
export function LinkDialog({ name, email, url, mailed, onClose }: LinkDialogProps) {
  const { t } = useTranslation("settingsMembers");
  return (
    <Dialog
      open
      onOpenChange={() => undefined}
      title={t("link.title", { name })}
      description={mailed ? t("link.mailed", { email }) : t("link.body")}
      footer={
        <Button kind="primary" onClick={onClose}>
          {t(mailed ? "link.close" : "link.done")}
        </Button>
      }
    >
      <div className="mt-4">
        <CopyField label={t("link.label")} value={url} />
      </div>
    </Dialog>
  );
}
