import { Copy } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { toast } from "@/app/toasts";
import { IconButton } from "@/ui";

const LOOK =
  "max-h-90 overflow-auto rounded border border-line bg-surface p-3 font-mono text-xs leading-5 whitespace-pre";

/** JSON to be read and taken elsewhere. */
export function JsonBlock({ label, value }: { label: string; value: unknown }) {
  const { t } = useTranslation("settings");
  const id = useId();
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      toast(t("copied", { what: label }));
    } catch {
      toast(t("notCopied"));
    }
  }

  return (
    <section aria-labelledby={id} className="min-w-0">
      <div className="flex items-center justify-between gap-2 pb-1">
        <h3 id={id} className="text-xs font-medium text-fg-3">
          {label}
        </h3>
        <IconButton
          icon={Copy}
          size="sm"
          label={t("copy", { what: label })}
          onClick={() => void copy()}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className={LOOK}>
        {text}
      </pre>
    </section>
  );
}
