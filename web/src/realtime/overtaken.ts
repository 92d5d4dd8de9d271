import type { Query, QueryClient } from "@tanstack/react-query";
import type { NumberedEvent } from "./events";

/** Of what happens during a slow answer the newest are kept. Who missed more is asked anew. */
const MOST_KEPT = 1_000;

/**
 * An answer that was on its way while something happened may have been read before it. What happens while anything is asked for
 * is kept, and applied once more on top of each answer that it overtook.
 */
export class Overtaken {
  /** What is asked for at present, and how much had happened when it was. */
  readonly #asked = new Map<Query, number>();
  #kept: NumberedEvent[] = [];
  /** How much happened before the first that is kept. */
  #forgotten = 0;

  constructor(
    private readonly client: QueryClient,
    private readonly apply: (events: NumberedEvent[]) => void,
  ) {}

  /** Begins to look at what is asked for; the answer ends it. */
  watch() {
    return this.client.getQueryCache().subscribe((told) => {
      const { query } = told;
      if (told.type === "updated" && told.action.type === "fetch")
        this.#asked.set(query, this.#forgotten + this.#kept.length);
      else if (told.type === "removed" || query.state.fetchStatus === "idle") this.#settled(query);
    });
  }

  /** These happened, and were applied to what was known. */
  happened(events: NumberedEvent[]) {
    if (this.#asked.size === 0) return;
    this.#kept.push(...events);
    this.#forget(this.#kept.length - MOST_KEPT);
  }

  #settled(query: Query) {
    const since = this.#asked.get(query);
    if (since === undefined) return;
    this.#asked.delete(query);
    const missed = this.#kept.slice(Math.max(0, since - this.#forgotten));
    if (this.#asked.size === 0) this.#forget(this.#kept.length);
    if (missed.length > 0) this.apply(missed);
    if (missed.length === MOST_KEPT)
      void this.client.invalidateQueries({ queryKey: query.queryKey, exact: true });
  }

  #forget(count: number) {
    if (count <= 0) return;
    this.#kept = this.#kept.slice(count);
    this.#forgotten += count;
  }
}
