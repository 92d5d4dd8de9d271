import { asProblem } from "@/api/problem";
import type { EventPage, NumberedEvent } from "./events";

/** So far behind, loading the lists anew is less work than applying what was missed. */
const FAR_BEHIND = 1_000;
/** Of what comes during a catch-up the newest are kept: the catch-up brings the others, and a gap shows by `prev`. */
const MOST_WAITING = 500;
/** An order in the stream itself: what this person may see changed. */
const RESYNC = "resync";

/** What must be done before anything that comes is applied; the later in this list the more it settles. */
const STEPS = ["nothing", "catchUp", "startOver"] as const;
type Step = (typeof STEPS)[number];

export interface FeedWork {
  /** `GET /events?after=`; without a number only the head is answered. */
  fetchEvents(after: number | undefined): Promise<EventPage>;
  /** New events, in order, each exactly once. */
  apply(events: NumberedEvent[]): void;
  /** Everything shown must be asked for anew; what follows is applied on top. */
  reload(): void;
  /** A catch-up could not be made. The feed stands still until `ready` or `again`. */
  failed(problem: ReturnType<typeof asProblem>): void;
}

/**
 * Turns what a socket brings into every event once, in order, whatever happens to the socket: what is known is dropped, a gap
 * is filled from `GET /events` before anything after it is applied, and where it cannot be filled everything is loaded anew.
 */
export class Feed {
  /** The newest event applied; null before the first `ready`. */
  #last: number | null = null;
  #waiting: NumberedEvent[] = [];
  #due: Step = "nothing";
  #isWorking = false;

  constructor(private readonly work: FeedWork) {}

  get last() {
    return this.#last;
  }

  /** The socket stands; `seq` is the last event that will not come by it. */
  async ready(seq: number) {
    this.#waiting = [];
    if (this.#last !== null) return this.#first("catchUp");
    this.#last = seq;
    this.work.reload();
  }

  /** A numbered event came by the socket. */
  arrived(event: NumberedEvent) {
    if (this.#isWorking || this.#due !== "nothing") {
      this.#waiting = [...this.#waiting.slice(1 - MOST_WAITING), event];
    } else if (this.#last !== null && event.seq > this.#last) {
      if ((event.prev ?? 0) > this.#last) {
        this.#waiting.push(event);
        void this.#first("catchUp");
      } else {
        this.#apply([event]);
      }
    }
  }

  /** The server dropped something, or, with null, nothing known holds any more. */
  resync(after: number | null) {
    return this.#first(after === null ? "startOver" : "catchUp");
  }

  /** Another try after a failed catch-up. */
  again() {
    return this.#first(this.#due);
  }

  /** Does the step before anything else is applied. One at a time: what is asked for meanwhile is done after. */
  async #first(step: Step) {
    if (STEPS.indexOf(step) > STEPS.indexOf(this.#due)) this.#due = step;
    if (this.#isWorking) return;
    this.#isWorking = true;
    try {
      while (this.#due !== "nothing") await this.#doDue();
    } catch (error) {
      this.work.failed(asProblem(error));
    } finally {
      this.#isWorking = false;
    }
    this.#drain();
  }

  /** A step that fails stays due. */
  async #doDue() {
    const step = this.#due;
    this.#due = "nothing";
    try {
      await (step === "startOver" ? this.#loadAnew() : this.#fetchMissed());
    } catch (error) {
      if (this.#due === "nothing" || step === "startOver") this.#due = step;
      throw error;
    }
  }

  async #fetchMissed() {
    for (;;) {
      const after = this.#last ?? 0;
      const page = await this.#pageBehind(after);
      if (page === null || page.data.some((event) => event.type === RESYNC))
        return this.#loadAnew();
      this.#apply(page.data.filter((event) => event.seq > after));
      this.#last = Math.max(after, page.nextAfter);
      if (page.nextAfter >= page.head) return;
    }
  }

  /** Null where catching up makes no sense: what was missed is deleted, or too much. */
  async #pageBehind(after: number): Promise<EventPage | null> {
    try {
      const page = await this.work.fetchEvents(after);
      return page.head - page.nextAfter > FAR_BEHIND ? null : page;
    } catch (error) {
      if (asProblem(error).status === 410) return null;
      throw error;
    }
  }

  /** The head is asked for first: what happens while the lists load comes again as an event and changes nothing. */
  async #loadAnew() {
    const { head } = await this.work.fetchEvents(undefined);
    this.#last = head;
    this.work.reload();
  }

  #apply(events: NumberedEvent[]) {
    const newest = events.at(-1);
    if (!newest) return;
    this.#last = newest.seq;
    this.work.apply(events);
  }

  /** What came meanwhile, judged as if it came now. */
  #drain() {
    if (this.#due !== "nothing") return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const event of waiting) this.arrived(event);
  }
}
