import { Check } from "lucide-react";
import { Icon } from "./Icon";

/** Takes the avatar's place in a selected row. */
export function RowMark() {
  return (
    <span
      aria-hidden="true"
      className="grid size-9 place-items-center rounded-full bg-accent text-accent-fg"
    >
      <Icon of={Check} />
    </span>
  );
}
