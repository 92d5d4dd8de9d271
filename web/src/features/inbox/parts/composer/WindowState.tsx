import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { WindowRing } from "@/ui";
import type { ServiceWindow } from "../../model/serviceWindow";

/** For how long anything may still be written. */
export function WindowState({ left }: { left: Extract<ServiceWindow, { open: true }> }) {
  const { t } = useTranslation("inbox");
  const time =
    left.hours > 0
      ? t("window.both", { hours: left.hours, minutes: left.minutes })
      : t("window.minutes", { minutes: left.minutes });
  return (
    <span
      title={t("window.explained")}
      className={cn(
        "ml-auto inline-flex items-center gap-1.5 text-xs tabular-nums",
        left.ending ? "text-warn-text" : "text-fg-2",
      )}
    >
      <WindowRing left={left.left} ending={left.ending} />
      <span className="@max-[560px]/thread:hidden">{t("window.openFor")}</span>
      {time}
    </span>
  );
}
