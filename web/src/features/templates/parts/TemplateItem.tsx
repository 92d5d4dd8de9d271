import { useTranslation } from "react-i18next";
import type { Template } from "@/api/types";
import { cn } from "@/lib/cn";
import { reasonAgainst } from "../model/choice";
import { titleOf } from "../model/template";
import { useWords } from "./useWords";

interface TemplateItemProps {
  template: Template;
  isChosen: boolean;
  onChoose: (template: Template) => void;
}

/** One template in the list. One that cannot be sent says why; it can be looked at all the same. */
export function TemplateItem({ template, isChosen, onChoose }: TemplateItemProps) {
  const { t } = useTranslation("templates");
  const { category, status, quality } = useWords(template);
  const reason = reasonAgainst(template);
  const weak = template.quality === "yellow" || template.quality === "red";
  return (
    <button
      type="button"
      data-template=""
      aria-current={isChosen || undefined}
      onClick={() => onChoose(template)}
      className="mb-0.5 block w-full rounded px-3 py-2 text-left -outline-offset-2 hover:bg-hover aria-[current=true]:bg-accent-soft-2 max-md:min-h-14"
    >
      <span className="block truncate font-medium">{titleOf(template)}</span>
      <span className="mt-0.5 flex justify-between gap-2 text-xs text-fg-3">
        <span className={cn("truncate", weak && "text-warn-text")}>
          {[category, weak && quality].filter(Boolean).join(" · ")}
        </span>
        {reason !== null && (
          <span
            className={cn(
              "flex-none",
              reason === "rejected" ? "text-danger-text" : "text-warn-text",
            )}
          >
            {reason === "strange" ? t("list.strange") : status}
          </span>
        )}
      </span>
    </button>
  );
}
