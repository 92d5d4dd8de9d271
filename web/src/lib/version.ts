import { newStore } from "./store";

const EVERY_MS = 5 * 60_000;

/** True when the server has a newer app than the one that runs here. */
export const isOutdated = newStore(false);

/** Watches for a newer app: a chunk that is gone says so at once, else the page's tag is compared now and then. */
export function watchVersion() {
  window.addEventListener("vite:preloadError", () => isOutdated.set(true));
  let running: string | null = null;
  const look = async () => {
    const tag = await pageTag();
    running ??= tag;
    if (tag && tag !== running) isOutdated.set(true);
  };
  void look();
  setInterval(look, EVERY_MS);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void look();
  });
}

/** What names the page's present version; null when nobody answers. */
async function pageTag(): Promise<string | null> {
  const answer = await fetch("/", { method: "HEAD", cache: "no-store" }).catch(() => null);
  return answer?.ok ? answer.headers.get("ETag") : null;
}
