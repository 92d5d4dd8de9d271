import { QueryClient } from "@tanstack/react-query";
import { Problem } from "./problem";

const MOST_TRIES = 3;

/** Once more only for what passes by itself; what the caller did wrong stays wrong. */
function tryAgain(failures: number, error: Error) {
  return failures < MOST_TRIES && error instanceof Problem && error.isPassing;
}

function pause(failures: number, error: Error) {
  const asked = error instanceof Problem ? error.retryAfter : undefined;
  return asked === undefined ? Math.min(1000 * 2 ** failures, 15_000) : asked * 1000;
}

/** What the screens know of the server. Kept true by events, so nothing is fetched again merely because time passed. */
export function newQueryClient() {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: tryAgain,
        retryDelay: pause,
      },
      mutations: { retry: false },
    },
  });
}
