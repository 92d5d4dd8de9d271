import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { Realtime } from "@/realtime";
import { useSession } from "./useSession";

const RealtimeContext = createContext<Realtime | null>(null);

/** Keeps the socket of the tenant open while somebody is signed in. */
export function RealtimeProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const { phase, tenant } = useSession();
  const [realtime, setRealtime] = useState<Realtime | null>(null);
  const wanted = phase === "in" ? tenant?.id : undefined;

  useEffect(() => {
    if (!wanted) return;
    const opened = new Realtime(client, wanted);
    setRealtime(opened);
    return opened.start();
  }, [client, wanted]);

  return <RealtimeContext.Provider value={realtime}>{children}</RealtimeContext.Provider>;
}

/** The socket; null before somebody is signed in. */
export function useRealtime() {
  return useContext(RealtimeContext);
}
