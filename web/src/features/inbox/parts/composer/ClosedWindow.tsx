import { LayoutTemplate, Lock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/useFormat";
import { Button, Icon } from "@/ui";
import { momentOf } from "../../moment";
import { useNow } from "../../useClock";

interface ClosedWindowProps {
  since: string | null;
  onTemplate: () => void;
}

/** In the field's place when nothing but a template may be sent. */
export function ClosedWindow({ since, onTemplate }: ClosedWindowProps) {
  const { t } = useTranslation("inbox");
  const format = useFormat();
  const now = useNow();
  return (
    <div className="flex items-start gap-3 p-4 @max-[560px]/thread:flex-wrap max-md:p-3">
      <span className="grid size-8 flex-none place-items-center rounded bg-warn-soft text-warn-text">
        <Icon of={Lock} />
      </span>
      <div className="min-w-0 flex-1">
        <h3 className="font-semibold">{t("window.closedTitle")}</h3>
        <p className="text-sm text-fg-2">
          {since === null
            ? t("window.never")
            : t("window.closedSince", { at: momentOf(format, since, now) })}{" "}
          {t("window.closedText")}
        </p>
      </div>
      <Button kind="primary" keyCap="M" onClick={onTemplate} className="@max-[560px]/thread:w-full">
        <Icon of={LayoutTemplate} />
        {t("window.template")}
      </Button>
    </div>
  );
}
