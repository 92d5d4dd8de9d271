import { useSyncExternalStore } from "react";

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    () => matchMedia(query).matches,
  );
}

/** One pane: the list or the thread. */
export function useIsNarrow(): boolean {
  return useMedia("(max-width: 767px)");
}

/** Three panes: the contact beside the thread. */
export function useIsWide(): boolean {
  return useMedia("(min-width: 1280px)");
}
