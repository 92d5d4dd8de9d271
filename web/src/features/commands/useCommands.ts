import { useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { type Command, commands, register, subscribe } from "./registry";

/**
 * Offers what a part of the screen can do while it is mounted. The newest `run` is the one that runs: from the moment at which
 * the screen shows it, so that no key does something to what was shown before.
 */
export function useCommands(offered: readonly Command[]) {
  const newest = useRef(offered);
  useLayoutEffect(() => {
    newest.current = offered;
  });
  const shape = offered.map(({ id, label, keys }) => `${id}|${label}|${keys ?? ""}`).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: registered anew only when what is offered changes, not its closures
  useLayoutEffect(
    () =>
      register(
        newest.current.map((command) => ({
          ...command,
          run: () => newest.current.find(({ id }) => id === command.id)?.run(),
        })),
      ),
    [shape],
  );
}

/** What can be done at present. */
export function useKnownCommands(): readonly Command[] {
  return useSyncExternalStore(subscribe, commands);
}
