import type { Problem } from "@/api/problem";
import type { components } from "@/api/schema.gen";

export type SendBody = components["schemas"]["SendMessage"];

/** A message on its way to our server. */
export interface Outgoing {
  /** The idempotency key: however often it is tried, it is sent once. */
  key: string;
  conversationId: string;
  body: SendBody;
  at: string;
  /** The newest message known when it was written: its own copy is younger. */
  after: string;
  /** Why the server did not take it; while undefined it is being sent, or waits for the network. */
  problem?: Problem | undefined;
}

const LONGEST_PAUSE_MS = 15_000;

export interface OutboxWork {
  /** Resolves when the server has it; throws a `Problem`. */
  send: (outgoing: Outgoing) => Promise<void>;
  /** Resolves after that time, or as soon as the network is back. */
  pause: (ms: number) => Promise<void>;
  /** Whether trying again by itself makes sense. */
  isPassing: (problem: Problem) => boolean;
}

/**
 * Keeps what was sent until the server has it, also over a reload. In each conversation one after the other, so that the order
 * is the one they were written in.
 */
export class Outbox {
  #all: readonly Outgoing[];
  readonly #listeners = new Set<() => void>();
  readonly #busy = new Set<string>();

  constructor(
    private readonly work: OutboxWork,
    private readonly store: Storage,
    /** Where in the store: each person has an outbox of her own. */
    private readonly place: string,
  ) {
    this.#all = readStore(store, place);
  }

  readonly all = () => this.#all;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Goes on with what an earlier page left. */
  resume() {
    for (const { conversationId } of this.#all) void this.#drain(conversationId);
  }

  add(outgoing: Outgoing) {
    if (this.#all.some(({ key }) => key === outgoing.key)) return;
    this.#change([...this.#all, outgoing]);
    void this.#drain(outgoing.conversationId);
  }

  /** Tries again what was refused. */
  retry(key: string) {
    this.#change(this.#all.map((one) => (one.key === key ? { ...one, problem: undefined } : one)));
    const conversation = this.#all.find((one) => one.key === key)?.conversationId;
    if (conversation !== undefined) void this.#drain(conversation);
  }

  /** Forgets what was refused. */
  discard(key: string) {
    this.#change(this.#all.filter((one) => one.key !== key));
  }

  async #drain(conversationId: string) {
    if (this.#busy.has(conversationId)) return;
    this.#busy.add(conversationId);
    try {
      for (let failures = 0; ; ) {
        const next = this.#all.find(
          (one) => one.conversationId === conversationId && one.problem === undefined,
        );
        if (next === undefined) return;
        failures = (await this.#try(next)) ? 0 : failures + 1;
        if (failures > 0) await this.work.pause(Math.min(1000 * 2 ** failures, LONGEST_PAUSE_MS));
      }
    } finally {
      this.#busy.delete(conversationId);
    }
  }

  /** Whether it is settled: taken or refused. */
  async #try(next: Outgoing): Promise<boolean> {
    try {
      await this.work.send(next);
      this.discard(next.key);
      return true;
    } catch (error) {
      const problem = error as Problem;
      if (this.work.isPassing(problem)) return false;
      this.#change(this.#all.map((one) => (one.key === next.key ? { ...one, problem } : one)));
      return true;
    }
  }

  #change(all: readonly Outgoing[]) {
    this.#all = all;
    this.store.setItem(this.place, JSON.stringify(all.map(({ problem: _, ...kept }) => kept)));
    for (const listener of this.#listeners) listener();
  }
}

function readStore(store: Storage, place: string): Outgoing[] {
  try {
    const kept: unknown = JSON.parse(store.getItem(place) ?? "[]");
    return Array.isArray(kept) ? (kept as Outgoing[]) : [];
  } catch {
    return [];
  }
}
