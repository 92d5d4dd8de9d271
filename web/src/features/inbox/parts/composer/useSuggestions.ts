import { type KeyboardEvent, useId, useState } from "react";

interface SuggestionsOptions<Row> {
  isOpen: boolean;
  rows: readonly Row[];
  onPick: (row: Row) => void;
  onClose: () => void;
}

/** A list above a field that is walked with the arrows while the field keeps the focus. */
export function useSuggestions<Row>({ isOpen, rows, onPick, onClose }: SuggestionsOptions<Row>) {
  const id = useId();
  const [place, setActive] = useState(0);
  const active = Math.min(place, Math.max(rows.length - 1, 0));
  const chosen = isOpen ? rows[active] : undefined;

  /** Takes the keys that belong to the list; the field sees that by `defaultPrevented`. */
  function onKeyDown(event: KeyboardEvent) {
    if (!isOpen || event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") onClose();
    else if (chosen === undefined) return;
    else if (step !== undefined) setActive((active + step + rows.length) % rows.length);
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) onPick(chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return {
    active,
    setActive,
    onKeyDown,
    list: { id, active, onActive: setActive },
    field: {
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
      "aria-controls": chosen === undefined ? undefined : id,
      "aria-activedescendant": chosen === undefined ? undefined : optionId(id, active),
    } as const,
  };
}

/** The id of an option, for the field that points at it. */
export function optionId(list: string, place: number): string {
  return `${list}-${place}`;
}
