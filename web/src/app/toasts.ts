import { newStore } from "@/lib/store";

/** How long something can be undone. */
export const UNDO_SECONDS = 10;
const PLAIN_SECONDS = 5;
/** What leads somewhere may have been waited for: it stays long enough to be found. */
const LEADING_SECONDS = 30;

export interface ToastEntry {
  id: number;
  text: string;
  undo: (() => void) | undefined;
  /** The way to what is told of, or out of it. */
  action?: ToastAction | undefined;
  /** How far it has come, 0 to 1. */
  progress?: number | undefined;
}

export interface ToastAction {
  label: string;
  run: () => void;
}

export const toasts = newStore<ToastEntry[]>([]);
let count = 0;

/** Says what just happened, in the corner; with `undo`, also how to take it back. */
export function toast(text: string, undo?: () => void, action?: ToastAction) {
  const id = ++count;
  toasts.set([...toasts.get(), { id, text, undo, action }]);
  const seconds = action ? LEADING_SECONDS : undo ? UNDO_SECONDS : PLAIN_SECONDS;
  setTimeout(() => dismiss(id), seconds * 1000);
}

/** Tells of something that goes on: stays until it is dismissed. The answer is its id, by which it is changed. */
export function toastOngoing(
  told: Pick<ToastEntry, "text" | "action" | "progress">,
  known?: number,
) {
  const id = known ?? ++count;
  const entry = { ...told, id, undo: undefined };
  const isShown = toasts.get().some((other) => other.id === id);
  toasts.set(
    isShown
      ? toasts.get().map((other) => (other.id === id ? entry : other))
      : [...toasts.get(), entry],
  );
  return id;
}

export function dismiss(id: number) {
  toasts.set(toasts.get().filter((entry) => entry.id !== id));
}
