import { useTranslation } from "react-i18next";
import { Banner, Button, Dialog } from "@/ui";
import { CopyField } from "../parts/CopyField";

interface FreshKeyProps {
  name: string;
  secret: string;
  onClose: () => void;
}

/** The only time that a key is seen. */
export function FreshKey({ name, secret, onClose }: FreshKeyProps) {
  const { t } = useTranslation("settingsKeys");
  return (
    <Dialog
      open
      onOpenChange={() => undefined}
      title={t("fresh.title", { name })}
      footer={
        <Button kind="primary" onClick={onClose}>
          {t("fresh.done")}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Banner tone="warn" className="rounded border">
          {t("fresh.once")}
        </Banner>
        <CopyField label={t("fresh.key")} value={secret} />
        <p className="text-sm text-fg-2">{t("fresh.use")}</p>
        <pre className="overflow-x-auto rounded bg-sunken p-3 font-mono text-xs">
          Authorization: Bearer rck_…
        </pre>
      </div>
    </Dialog>
  );
}
