import { useEffect } from "react";

/** What the tab of the browser says while this screen is shown. */
export function usePageTitle(title: string) {
  useEffect(() => {
    document.title = title;
  }, [title]);
}
