import { Copy, Eye, EyeOff } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { toast } from "@/app/toasts";
import { IconButton } from "@/ui";

interface CopyFieldProps {
  label: string;
  value: string;
  /** Dots until somebody wants to see it. */
  isSecret?: boolean | undefined;
}

/** Something to be taken elsewhere as it is. */
export function CopyField({ label, value, isSecret = false }: CopyFieldProps) {
  const { t } = useTranslation("settings");
  const id = useId();
  const [isShown, setShown] = useState(!isSecret);

  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      toast(t("copied", { what: label }));
    } catch {
      // Without a secure context there is no clipboard: then it can be marked by hand.
      setShown(true);
      toast(t("notCopied"));
    }
  }

  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <span id={id} className="text-sm font-medium">
        {label}
      </span>
      <div className="flex min-h-9 items-center gap-1 rounded border border-line-strong bg-surface pr-1 pl-3">
        <output aria-labelledby={id} className="min-w-0 flex-1 py-1.5 font-mono text-sm break-all">
          {isShown ? value : "•".repeat(24)}
        </output>
        {isSecret && (
          <IconButton
            icon={isShown ? EyeOff : Eye}
            size="sm"
            label={t(isShown ? "hide" : "show", { what: label })}
            onClick={() => setShown(!isShown)}
          />
        )}
        <IconButton
          icon={Copy}
          size="sm"
          label={t("copy", { what: label })}
          onClick={() => void copy()}
        />
      </div>
    </div>
  );
}
