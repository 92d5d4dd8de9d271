import { Check, LoaderCircle, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema.gen";
import { cn } from "@/lib/cn";
import { Icon } from "@/ui";

// i18n-uses settingsNumbers:test.*
const STEPS = ["accepted", "delivered"] as const;
const ORDER = ["queued", "sending", "accepted", "sent", "delivered", "read"];

/** How far the test message came. */
export function TestProgress({ message }: { message: components["schemas"]["MessageDetail"] }) {
  const { t } = useTranslation("settingsNumbers");
  const { status, error } = message;
  const place = ORDER.indexOf(status);
  return (
    <ol aria-live="polite" className="mt-4 flex flex-col gap-3 text-sm">
      {STEPS.map((step) => {
        const isDone = place >= ORDER.indexOf(step);
        return (
          <li key={step} className={cn("flex items-center gap-2", !isDone && "text-fg-2")}>
            <span className={isDone ? "text-ok-text" : "text-fg-3"}>
              {isDone && <Icon of={Check} />}
              {!isDone && place >= 0 && (
                <Icon of={LoaderCircle} className="motion-safe:animate-spin" />
              )}
              {!isDone && place < 0 && <Icon of={X} />}
            </span>
            {t(`test.${step}`)}
          </li>
        );
      })}
      {error && (
        <li className="rounded border border-danger-line bg-danger-soft p-3 text-danger-text">
          <b className="font-semibold">{error.title}</b> ({error.code}) {error.remedy}
        </li>
      )}
      {status === "unconfirmed" && <li className="text-warn-text">{t("test.unconfirmed")}</li>}
    </ol>
  );
}
