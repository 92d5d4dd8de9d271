import { newStore, useStore } from "@/lib/store";

/** Which conversations of the list are chosen to be worked on together. */
export interface Selection {
  ids: ReadonlySet<string>;
  /** From where a range is drawn: the row chosen last. */
  anchor: string | null;
  /** Everything that the filters match, also what is not loaded. */
  everything: boolean;
}

const NOTHING: Selection = { ids: new Set(), anchor: null, everything: false };

export const selection = newStore<Selection>(NOTHING);

export function useSelection(): Selection {
  return useStore(selection);
}

export function isSelected({ ids, everything }: Selection, id: string): boolean {
  return everything || ids.has(id);
}

export function isSelecting({ ids, everything }: Selection): boolean {
  return everything || ids.size > 0;
}

export function clearSelection() {
  selection.set(NOTHING);
}

/** Chooses a row or lets it go. `listed` are the rows that are loaded, in their order. */
export function toggleRow(id: string, listed: readonly string[]) {
  const { ids: before, everything } = selection.get();
  const ids = new Set(everything ? listed : before);
  if (!ids.delete(id)) ids.add(id);
  selection.set({ ids, anchor: id, everything: false });
}

/** Chooses all from the row chosen last to this one. */
export function extendTo(id: string, listed: readonly string[]) {
  const { ids, anchor } = selection.get();
  const from = anchor === null ? -1 : listed.indexOf(anchor);
  const to = listed.indexOf(id);
  if (from === -1 || to === -1) return toggleRow(id, listed);
  const range = listed.slice(Math.min(from, to), Math.max(from, to) + 1);
  selection.set({ ids: new Set([...ids, ...range]), anchor, everything: false });
}

export function selectRows(ids: readonly string[]) {
  selection.set({ ids: new Set(ids), anchor: null, everything: false });
}

export function selectEverything() {
  selection.set({ ...NOTHING, everything: true });
}
