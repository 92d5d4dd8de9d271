import { Check } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { Icon } from "@/ui";
import { STEPS } from "./setUp";

/** Where one is on the way. */
export function Steps({ current }: { current: number }) {
  const { t } = useTranslation("settingsNumbers");
  return (
    <ol className="flex flex-wrap items-center gap-x-3 gap-y-2">
      {STEPS.map((step, place) => {
        const isDone = place < current;
        return (
          <li
            key={step}
            aria-current={place === current ? "step" : undefined}
            className="flex items-center gap-2 text-sm font-medium not-last:after:ml-1 not-last:after:h-px not-last:after:w-16 not-last:after:bg-line-strong max-md:not-last:after:w-6"
          >
            <span
              className={cn(
                "grid size-6 flex-none place-items-center rounded-full border text-xs font-semibold",
                isDone && "border-transparent bg-accent-soft-2 text-accent-text",
                place === current && "border-transparent bg-accent text-accent-fg",
                place > current && "border-line-field text-fg-2",
              )}
            >
              {isDone ? <Icon of={Check} size={14} /> : place + 1}
            </span>
            <span className={cn(place > current && "text-fg-2")}>{t(`step.${step}`)}</span>
          </li>
        );
      })}
    </ol>
  );
}
