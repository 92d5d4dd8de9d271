import { Check } from "lucide-react";
import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { Icon } from "@/ui";

interface RowCheckboxProps {
  name: string;
  selected: boolean;
  onPick: (event: MouseEvent) => void;
}

/** Over the avatar: shows under the pointer, takes the row into the selection. By keyboard X does the same. */
export function RowCheckbox({ name, selected, onPick }: RowCheckboxProps) {
  const { t } = useTranslation("inbox");
  return (
    // biome-ignore lint/a11y/useSemanticElements: single keys must go on working behind it, which they do not in an input
    <button
      type="button"
      role="checkbox"
      aria-checked={selected}
      aria-label={t("row.select", { name })}
      tabIndex={-1}
      onClick={onPick}
      className={cn(
        "absolute top-2.5 left-4 grid size-9 cursor-pointer place-items-center rounded-full bg-surface text-fg-3 opacity-0 inset-ring inset-ring-line-field",
        "before:absolute before:-inset-1 hover:opacity-100 focus-visible:opacity-100 max-md:top-3",
        selected && "hover:opacity-0",
        "pointer-coarse:hover:opacity-0",
      )}
    >
      <Icon of={Check} />
    </button>
  );
}
