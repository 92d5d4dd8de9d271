import { type Command, commands } from "./registry";

/** Within this time the second key of `g i` must follow. */
const SEQUENCE_MS = 1_000;

/** Where keys write or mean something else already. */
const WRITING =
  "input, textarea, select, [contenteditable=true], [role=menu], [role=dialog], [role=listbox]";

/** Runs commands by their keys; never while somebody writes or a dialog is open. The answer stops it. */
export function listenForKeys(now: () => number = Date.now): () => void {
  let first: { key: string; at: number } | null = null;

  function onKeyDown(event: KeyboardEvent) {
    if (
      event.defaultPrevented ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      isTaken(event.target)
    )
      return;
    if (event.key.length !== 1) return;
    const begun = first !== null && now() - first.at < SEQUENCE_MS ? `${first.key} ` : "";
    const command = withKeys(begun + event.key);
    first = begun === "" && begins(event.key) ? { key: event.key, at: now() } : null;
    if (command === undefined) return;
    event.preventDefault();
    command.run();
  }

  document.addEventListener("keydown", onKeyDown);
  return () => document.removeEventListener("keydown", onKeyDown);
}

function withKeys(keys: string): Command | undefined {
  return commands().find((command) => command.keys === keys);
}

function begins(key: string): boolean {
  return commands().some((command) => command.keys?.startsWith(`${key} `));
}

function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector("[role=dialog], [role=alertdialog]") !== null) return true;
  return target instanceof Element && target.closest(WRITING) !== null;
}
