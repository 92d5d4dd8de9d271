import { newStore } from "@/lib/store";

/** How long something can be undone. */
export const UNDO_SECONDS = 10;
const PLAIN_SECONDS = 5;

export interface ToastEntry {
  id: number;
  text: string;
  undo: (() => void) | undefined;
}

export const toasts = newStore<ToastEntry[]>([]);
let count = 0;

/** Says what just happened, in the corner; with `undo`, also how to take it back. */
export function toast(text: string, undo?: () => void) {
  const id = ++count;
  toasts.set([...toasts.get(), { id, text, undo }]);
  setTimeout(() => dismiss(id), (undo ? UNDO_SECONDS : PLAIN_SECONDS) * 1000);
}

export function dismiss(id: number) {
  toasts.set(toasts.get().filter((entry) => entry.id !== id));
}
