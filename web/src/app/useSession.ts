import { useSyncExternalStore } from "react";
import { session } from "@/api/session";

/** Who is signed in, followed. */
export function useSession() {
  return useSyncExternalStore(session.subscribe, session.get);
}
