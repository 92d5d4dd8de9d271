import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema.gen";
import { cn } from "@/lib/cn";
import { Icon } from "@/ui";
import { checkKey } from "./checks";

interface CheckRowProps {
  check: components["schemas"]["NumberCheck"];
  /** What helps where the remedy alone does not. */
  children?: ReactNode;
}

/** One thing that was looked at: how it is, and if it is not as it must be, what to do. */
export function CheckRow({ check, children }: CheckRowProps) {
  const { t } = useTranslation("settingsNumbers");
  const { ok, name, detail, remedy } = check;
  const key = checkKey(name, ok);
  return (
    <li className={cn("flex gap-3 border-t border-line p-4", !ok && "bg-danger-soft")}>
      <span
        className={cn(
          "mt-px grid size-5 flex-none place-items-center rounded-full",
          ok ? "bg-ok-soft text-ok-text" : "bg-danger text-danger-fg",
        )}
      >
        <Icon of={ok ? Check : X} size={12} />
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <h3 className={cn("text-base font-medium", !ok && "text-danger-text")}>
          {key ? t(key) : name}
        </h3>
        <p className="text-sm text-fg-2">{detail}</p>
        {remedy && <p className="text-sm font-medium">{remedy}</p>}
        {!ok && children}
      </div>
    </li>
  );
}
