import { newStore } from "@/lib/store";

let asked: { promise: Promise<boolean>; settle: (isProved: boolean) => void } | null = null;
const isAsked = newStore(false);

/**
 * The question whether it is still the person who signed in. Whoever was refused for it asks and makes the call again once
 * it is settled; all who ask meanwhile are served by one answer.
 */
export const stepUp = {
  get: isAsked.get,
  subscribe: isAsked.subscribe,

  /** Resolves to whether the person proved it; false when she would not. */
  ask(): Promise<boolean> {
    if (!asked) {
      let settle: (isProved: boolean) => void = () => undefined;
      const promise = new Promise<boolean>((resolve) => {
        settle = resolve;
      });
      asked = { promise, settle };
      isAsked.set(true);
    }
    return asked.promise;
  },

  settle(isProved: boolean) {
    asked?.settle(isProved);
    asked = null;
    isAsked.set(false);
  },
};
