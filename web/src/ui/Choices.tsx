import { Check, type LucideIcon } from "lucide-react";
import { cn } from "@/lib/cn";
import { Icon } from "./Icon";

export interface Choice {
  id: string;
  label: string;
  icon?: LucideIcon | undefined;
}

interface ChoicesProps {
  choices: readonly Choice[];
  /** The one the customer took: ticked and outlined; the others step back. */
  chosen?: string | undefined;
  chosenLabel: string;
}

/** The buttons under a message, as the customer sees them. They are hers to press, not ours. */
export function Choices({ choices, chosen, chosenLabel }: ChoicesProps) {
  return (
    <ul className="mt-0.5 flex min-w-55 flex-col gap-0.5 self-stretch">
      {choices.map((choice) => (
        <li
          key={choice.id}
          className={cn(
            "flex min-h-8.5 items-center justify-center gap-1.5 rounded border border-bubble-out-line bg-bubble-out px-3 py-1 text-center text-sm font-medium text-accent-text max-md:min-h-11",
            choice.id === chosen && "border-accent bg-accent-soft-2 font-semibold",
            chosen !== undefined && choice.id !== chosen && "text-fg-2",
          )}
        >
          {choice.id === chosen && <Icon of={Check} size={14} />}
          {choice.id !== chosen && choice.icon !== undefined && <Icon of={choice.icon} size={14} />}
          {choice.label}
          {choice.id === chosen && <span className="sr-only">{chosenLabel}</span>}
        </li>
      ))}
    </ul>
  );
}
