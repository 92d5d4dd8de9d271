import { useRef } from "react";

/**
 * For what opens over the page without a button of its own, by a key or from a menu: when it closes, the focus is where it was
 * before.
 */
export function useFocusReturn() {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      before.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      const { current } = before;
      if (!(current instanceof HTMLElement) || current === document.body) return;
      event.preventDefault();
      current.focus();
    },
  };
}
