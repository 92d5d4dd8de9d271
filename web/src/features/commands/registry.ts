import type { LucideIcon } from "lucide-react";

/** Something that can be done now: from the command bar, and by its keys. */
export interface Command {
  /** Names it among all; of two with one id the one registered last holds. */
  id: string;
  label: string;
  /** Under which heading it stands in the bar and in the shortcut sheet. */
  group: string;
  /** As typed: `j`, `E` (with shift), `#`, or `g i` one after the other. */
  keys?: string | undefined;
  icon?: LucideIcon | undefined;
  /** While it is offered it stands first, and its keys are its own whatever else is offered under them. */
  leads?: boolean | undefined;
  run: () => void;
}

type Listener = () => void;

let registered: readonly (readonly Command[])[] = [];
let known: readonly Command[] = [];
const listeners = new Set<Listener>();

/** What can be done at present; the same array until it changes. */
export function commands(): readonly Command[] {
  return known;
}

/** Adds what a part of the screen can do while it is shown; the answer takes it away. */
export function register(added: readonly Command[]): () => void {
  change([...registered, added]);
  return () => change(registered.filter((set) => set !== added));
}

export function subscribe(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function change(next: readonly (readonly Command[])[]) {
  registered = next;
  const all = [...new Map(next.flat().map((command) => [command.id, command])).values()];
  known = [...all.filter(({ leads }) => leads), ...all.filter(({ leads }) => !leads)];
  for (const listener of listeners) listener();
}
