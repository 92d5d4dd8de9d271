import { type KeyboardEvent, type MouseEvent, useState } from "react";

/** How something was opened: with the keyboard its first line has the focus at once. */
export type OpenedBy = "pointer" | "keyboard";

/** Opens on the first click or arrow, and fetches the code a moment before: when the pointer or the focus comes near. */
export function useFirstOpening(
  fetchCode: () => Promise<unknown>,
  isOpen: boolean | undefined,
  onOpenChange: ((open: boolean) => void) | undefined,
) {
  const [openedBy, setOpenedBy] = useState<OpenedBy | null>(null);
  const prepare = () => void fetchCode();
  const openBy = (by: OpenedBy) => {
    setOpenedBy(by);
    onOpenChange?.(true);
  };
  return {
    isWanted: openedBy !== null || isOpen === true,
    openedBy,
    triggers: {
      "aria-expanded": false,
      // A click without a pointer behind it is Enter or the space bar.
      onClick: (event: MouseEvent) => openBy(event.detail === 0 ? "keyboard" : "pointer"),
      onPointerEnter: prepare,
      onFocus: prepare,
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key !== "ArrowDown") return;
        event.preventDefault();
        openBy("keyboard");
      },
    },
  };
}
