import { ImageUp } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { Button, Icon } from "@/ui";
import { LOGO_KINDS } from "./logo";

interface LogoDropProps {
  hasLogo: boolean;
  isBusy: boolean;
  onFile: (file: File) => void;
}

/** Where a picture is dropped, or chosen by a button for those who cannot drag. */
export function LogoDrop({ hasLogo, isBusy, onFile }: LogoDropProps) {
  const { t } = useTranslation("settingsCompany");
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && !isBusy) onFile(file);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped here can be chosen with the button inside
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        "flex flex-wrap items-center gap-3 rounded border border-dashed border-line-field px-4 py-3",
        isOver && "border-accent bg-accent-soft",
      )}
    >
      <Icon of={ImageUp} size={20} className="text-fg-3 max-md:hidden" />
      <div className="min-w-52 flex-1">
        <p className="text-sm max-md:hidden">{t("logo.drop")}</p>
        <p className="text-xs text-fg-3">{t("logo.hint")}</p>
      </div>
      <Button busy={isBusy} onClick={() => input.current?.click()}>
        {t(hasLogo ? "logo.replace" : "logo.choose")}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={LOGO_KINDS.join()}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          // So that the same file can be chosen again once it was mended.
          target.value = "";
          if (file) onFile(file);
        }}
      />
    </div>
  );
}
