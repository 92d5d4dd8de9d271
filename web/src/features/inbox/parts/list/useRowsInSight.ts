import { type RefObject, useEffect, useState } from "react";

/** So many rows above and below are kept, for who scrolls fast. */
const SPARE = 6;
/** Before anything is measured. */
const FIRST_SIGHT = { first: 0, last: 20 };

interface RowsInSight {
  first: number;
  /** One behind the last. */
  last: number;
}

/** Which rows of a list are in sight, when all have one height: no more is needed to draw a hundred thousand of them. */
export function useRowsInSight(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  height: number,
): RowsInSight {
  const [sight, setSight] = useState(FIRST_SIGHT);
  useEffect(() => {
    const pane = scroller.current;
    if (pane === null) return;
    const look = () => {
      const first = Math.max(0, Math.floor(pane.scrollTop / height) - SPARE);
      const last = Math.ceil((pane.scrollTop + pane.clientHeight) / height) + SPARE;
      setSight((known) => (known.first === first && known.last === last ? known : { first, last }));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(pane);
    pane.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      pane.removeEventListener("scroll", look);
    };
  }, [scroller, height]);
  return { first: Math.min(sight.first, count), last: Math.min(sight.last, count) };
}

/** Brings a row into sight, by the shortest way; one that is in sight stays where it is. */
export function showRow(pane: HTMLElement, index: number, height: number) {
  const top = index * height;
  if (top < pane.scrollTop) pane.scrollTop = top;
  else if (top + height > pane.scrollTop + pane.clientHeight)
    pane.scrollTop = top + height - pane.clientHeight;
}
