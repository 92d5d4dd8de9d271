import type { QueryClient } from "@tanstack/react-query";
import type { Socket } from "socket.io-client";
import { api, take } from "@/api/client";
import { keys } from "@/api/keys";
import { session } from "@/api/session";
import { applyEvents, type Viewer } from "./apply";
import type { Hint, NumberedEvent } from "./events";
import { Feed } from "./Feed";
import { Overtaken } from "./overtaken";
import { openSocket } from "./socket";

/** Another try at catching up. */
const AGAIN_MS = 3_000;
/** Figures are asked for at most so often, however much happens. */
const COUNTS_MS = 1_000;

type State = "connecting" | "live" | "lost";

/** What happens at the server, brought to the query cache as it happens. One per signed-in page and tenant. */
export class Realtime {
  readonly #listeners = new Set<() => void>();
  readonly #hints = new Set<(hint: Hint) => void>();
  readonly #hearers = new Set<(event: NumberedEvent) => void>();
  readonly #feed: Feed;
  readonly #overtaken: Overtaken;
  #state: State = "connecting";
  #socket: Socket | null = null;
  #close = () => {};
  #again: ReturnType<typeof setTimeout> | undefined;
  #counting: ReturnType<typeof setTimeout> | undefined;
  #teams: string[] | null = null;

  constructor(
    private readonly client: QueryClient,
    private readonly tenant: string,
  ) {
    const apply = (events: NumberedEvent[]) => applyEvents(this.client, events, this.#viewer());
    this.#overtaken = new Overtaken(this.client, apply);
    this.#feed = new Feed({
      fetchEvents: (after) =>
        take(
          api.GET("/api/v1/events", {
            params: { query: after === undefined ? {} : { after, limit: 200 } },
          }),
        ),
      apply: (events) => {
        this.#overtaken.happened(events);
        apply(events);
        for (const event of events) for (const hearer of this.#hearers) hearer(event);
        this.#countAgain();
      },
      reload: () => this.#reload(),
      failed: () => this.#tryAgain(),
    });
  }

  /** Opens the socket; the answer closes it. */
  start() {
    let ended = false;
    const unwatch = this.#overtaken.watch();
    const opening = openSocket(this.tenant, {
      ready: (seq) => {
        this.#become("live");
        void this.#learnTeams();
        void this.#feed.ready(seq);
      },
      numbered: (event) => this.#feed.arrived(event),
      resync: (after) => void this.#feed.resync(after),
      hint: (name, data) => this.#hint({ type: name, ...(data as object) } as Hint),
      lost: () => this.#become("lost"),
    });
    void opening.then(({ socket, close }) => {
      if (ended) return close();
      this.#socket = socket;
      this.#close = close;
    });
    return () => {
      ended = true;
      unwatch();
      clearTimeout(this.#again);
      clearTimeout(this.#counting);
      this.#close();
    };
  }

  readonly state = () => this.#state;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Hears every event once, after it is applied. */
  onEvent(hearer: (event: NumberedEvent) => void) {
    this.#hearers.add(hearer);
    return () => void this.#hearers.delete(hearer);
  }

  /** Hears what is told in passing: who writes, who comes and goes. */
  onHint(listener: (hint: Hint) => void) {
    this.#hints.add(listener);
    return () => void this.#hints.delete(listener);
  }

  /** Tells colleagues that this person writes, or stopped. */
  tellTyping(conversationId: string, on: boolean) {
    this.#socket?.volatile.emit("typing", { conversationId, on });
  }

  /** The view "my team" is judged by the person's teams. While they are not known, the server is asked instead. */
  async #learnTeams() {
    const me = session.get().user?.id ?? "";
    const teams = take(api.GET("/api/v1/teams", { params: { query: { limit: 200 } } }));
    this.#teams = await teams.then(
      ({ data }) => data.filter(({ members }) => members.includes(me)).map(({ id }) => id),
      () => null,
    );
  }

  #viewer(): Viewer {
    return { userId: session.get().user?.id ?? null, teams: this.#teams };
  }

  #become(state: State) {
    if (state === this.#state) return;
    this.#state = state;
    if (state === "lost") this.client.setQueryData(keys.presence, {});
    for (const listener of this.#listeners) listener();
  }

  #hint(hint: Hint) {
    if (hint.type === "presence") {
      this.client.setQueryData<Record<string, string>>(keys.presence, (known) => ({
        ...known,
        [hint.userId]: hint.state,
      }));
    }
    for (const listener of this.#hints) listener(hint);
  }

  #reload() {
    void this.client.invalidateQueries();
  }

  #tryAgain() {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => void this.#feed.again(), AGAIN_MS);
  }

  #countAgain() {
    this.#counting ??= setTimeout(() => {
      this.#counting = undefined;
      void this.client.invalidateQueries({ queryKey: keys.conversationCounts });
    }, COUNTS_MS);
  }
}
