import { Copy, Download, Printer } from "lucide-react";
import { useTranslation } from "react-i18next";
import { toast } from "@/app/toasts";
import { Banner, Button, Dialog, Icon } from "@/ui";
import { printText, saveText } from "./takeAway";

interface RecoveryCodesProps {
  codes: readonly string[];
  onDone: () => void;
}

/** The only time that recovery codes are seen, with the ways to keep them. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const { t } = useTranslation("secondFactor");
  const text = `${t("codes.title")} (Recado, ${location.host})\n\n${codes.join("\n")}\n`;

  async function copy() {
    const isCopied = await navigator.clipboard?.writeText(codes.join("\n")).then(
      () => true,
      () => false,
    );
    toast(t(isCopied ? "codes.copied" : "codes.notCopied"));
  }

  return (
    <Dialog
      open
      onOpenChange={() => undefined}
      title={t("codes.title")}
      footer={
        <Button kind="primary" onClick={onDone}>
          {t("codes.done")}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Banner tone="warn" className="rounded border">
          {t("codes.once")}
        </Banner>
        <p className="text-sm text-fg-2">{t("codes.body")}</p>
        <ol className="grid grid-cols-2 gap-x-6 gap-y-1.5 rounded bg-sunken p-4 font-mono text-sm max-md:grid-cols-1">
          {codes.map((code) => (
            <li key={code} className="select-all">
              {code}
            </li>
          ))}
        </ol>
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => void copy()}>
            <Icon of={Copy} />
            {t("codes.copy")}
          </Button>
          <Button size="sm" onClick={() => saveText("recado-codes.txt", text)}>
            <Icon of={Download} />
            {t("codes.download")}
          </Button>
          <Button size="sm" onClick={() => printText(text)}>
            <Icon of={Printer} />
            {t("codes.print")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
