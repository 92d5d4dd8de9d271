import { useEffect, useState, useSyncExternalStore } from "react";
import { useRealtime } from "./RealtimeProvider";

/** Shorter losses are nobody's business: the socket is back before anybody notices. */
const PATIENCE_MS = 3_000;

/** Whether the page is cut off from the server, after a moment's patience. */
export function useIsCutOff() {
  const realtime = useRealtime();
  const online = useSyncExternalStore(followOnline, () => navigator.onLine);
  const state = useSyncExternalStore(
    realtime?.subscribe ?? followNothing,
    realtime?.state ?? (() => "connecting" as const),
  );
  const isLost = !online || state === "lost";
  const [isCutOff, setCutOff] = useState(false);
  useEffect(() => {
    if (!isLost) return setCutOff(false);
    const timer = setTimeout(() => setCutOff(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isLost]);
  return isCutOff;
}

function followOnline(listener: () => void) {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

const followNothing = () => () => undefined;
