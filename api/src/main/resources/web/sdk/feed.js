import { pause } from './clock.js';
import { Lane, endsFor } from './lane.js';
import { ParleyProblem } from './problem.js';
import { Backoff, Turns } from './retry.js';

const REPLAYED_AT_MOST = 1_000;
// 16 KiB hold about 320 positions; the rest is fetched by REST.
const POSITIONS_IN_A_FRAME = 300;
// An application that lags further is not piled upon: the rest is fetched when it has caught up.
const MOST_WAITING = 1_000;

/**
 * Turns frames, whatever dies and repeats beneath, into callbacks: per conversation each durable
 * event once and in order.
 *
 * Whatever way an event comes (live, replayed, fetched), it passes its lane. A lane that is behind
 * what the server has said is filled by REST, and one that cannot be filled is `reset`: the
 * application loads the conversation by REST, and events go on from there. The same is told of a
 * conversation that is new here, so that an application has one way to begin.
 */
export class Feed {
  #positions;
  #events;
  #fetchEvents;
  #clock;
  #userId;
  /** @type {Map<string, Lane>} */
  #lanes = new Map();
  /** @type {Map<string, number>} */
  #atHello = new Map();
  /** Followed, but not in the last hello. @type {Lane[]} */
  #absent = [];
  #resuming = false;
  // Counts sockets: what was asked for during an earlier one is dropped.
  #era = 0;
  #closed = false;
  #turns = new Turns(4);

  /**
   * @param {object} parts
   * @param {import('./positions.js').Positions} parts.positions
   * @param {Pick<import('./events.js').Events<any>, 'handOver'|'failed'>} parts.events
   * @param {(conversationId: string, after: number) => Promise<any[]>} parts.fetchEvents one page
   * @param {import('./clock.js').Clock} parts.clock
   * @param {string} parts.userId
   */
  constructor({ positions, events, fetchEvents, clock, userId }) {
    this.#positions = positions;
    this.#events = events;
    this.#fetchEvents = fetchEvents;
    this.#clock = clock;
    this.#userId = userId;
  }

  /** Before the first socket. */
  async load() {
    for (const [id, seq] of await this.#positions.all()) this.#lanes.set(id, new Lane(id, seq));
  }

  /** Nothing is handed over after this. */
  close() {
    this.#closed = true;
    this.lost();
  }

  /** The socket is gone. What it has still to bring, the next one or REST will. */
  lost() {
    this.#era += 1;
    this.#resuming = false;
    for (const lane of this.#lanes.values()) lane.dropEarly();
  }

  /** @returns {Record<string, number>} what the `resume` frame says */
  hello(data) {
    const { conversations } = data;
    this.#events.handOver('hello', { type: 'hello', data });
    this.#resuming = true;
    this.#atHello = new Map(conversations.map(({ id, seq }) => [id, seq]));
    const followed = this.#followed();
    // One that is gone may have its last events, up to the own removal.
    this.#absent = followed.filter((lane) => !this.#atHello.has(lane.id));
    const behind = followed.filter((lane) => lane.received < this.#atHello.get(lane.id));
    // What an earlier socket has said no longer counts: the server may have been set back.
    for (const lane of followed) lane.known = lane.received;
    this.#startAll(conversations.filter(({ id }) => !this.#lanes.get(id)?.isFollowed), 'first');
    this.#startAll(conversations.filter(({ id, seq }) => this.#lanes.get(id).received > seq), 'gap');
    const told = [...this.#absent, ...behind].slice(0, POSITIONS_IN_A_FRAME);
    return Object.fromEntries(told.map((lane) => [lane.id, lane.received]));
  }

  /** @param {string[]} reset which conversations the server can't continue */
  resumed(reset) {
    this.#resuming = false;
    const heard = new Map(reset.map((id) => [id, this.#lanes.get(id)?.known]));
    const known = reset.filter((id) => this.#atHello.has(id));
    this.#startAll(known.map((id) => ({ id, seq: this.#atHello.get(id) })), 'gap');
    this.#forget(this.#absent);
    for (const lane of this.#followed()) {
      lane.known = Math.max(lane.known, heard.get(lane.id) ?? 0, this.#atHello.get(lane.id) ?? 0);
      this.#fill(lane);
    }
  }

  /** Any frame that is an event. */
  heard(frame) {
    if (Number.isSafeInteger(frame.seq) && frame.conversation_id) this.#durable(frame);
    else this.#events.handOver(frame.type, frame);
  }

  #followed() {
    return [...this.#lanes.values()].filter((lane) => lane.isFollowed);
  }

  #durable(event) {
    const lane = this.#laneOf(event.conversation_id);
    if (!lane.isFollowed) this.#begin(lane, event);
    if (lane.waiting >= MOST_WAITING) lane.known = Math.max(lane.known, event.seq);
    else this.#take(lane, event);
    if (!this.#resuming) this.#fill(lane);
  }

  /** A conversation begins for us with the event of our own joining. */
  #begin(lane, event) {
    // There is nothing to load of one that ends at once.
    if (endsFor(this.#userId, event)) lane.startAt(event.seq - 1);
    else this.#startAll([{ id: lane.id, seq: event.seq - 1 }], 'first');
  }

  #laneOf(id) {
    const lane = this.#lanes.get(id) ?? new Lane(id);
    this.#lanes.set(id, lane);
    return lane;
  }

  #take(lane, event) {
    const inTurn = lane.take(event);
    while (inTurn.length > 0) {
      const next = inTurn.shift();
      const last = endsFor(this.#userId, next);
      lane.waiting += 1;
      lane.chain = lane.chain.then(() => this.#handOver(lane, next, last));
      if (!last) continue;
      // At once, for we may be a member again with the very next event.
      lane.end();
      return inTurn.forEach((later) => this.#durable(later));
    }
  }

  async #handOver(lane, event, last) {
    if (this.#closed) return;
    await Promise.all([
      this.#events.handOver(event.type, event),
      this.#events.handOver('durable', event),
    ]);
    // Not when it was closed meanwhile: an account that is logged out leaves nothing behind.
    if (this.#closed) return;
    if (last) this.#positions.forget(lane.id);
    else this.#positions.put(lane.id, event.seq);
    lane.waiting -= 1;
    if (lane.waiting === 0 && !this.#resuming) this.#fill(lane);
  }

  /** Fetches what is missing, if anything is. One at a time per lane. */
  #fill(lane) {
    if (lane.behind === 0 || lane.filling || this.#closed) return;
    lane.filling = true;
    const era = this.#era;
    this.#fetchMissing(lane, era)
      .catch((error) => this.#events.failed(error))
      .finally(() => {
        lane.filling = false;
        // A newer socket may have found that it is behind while this one was still at it.
        if (era !== this.#era && !this.#resuming) this.#fill(lane);
      });
  }

  async #fetchMissing(lane, era) {
    const backoff = new Backoff(this.#clock, { first: 1_000 });
    while (lane.behind > 0 && era === this.#era) {
      try {
        await this.#fetchPage(lane, era);
        backoff.reset();
      } catch (problem) {
        if (!(problem instanceof ParleyProblem)) throw problem;
        if (era !== this.#era || problem.code === 'session_ended') return;
        if (problem.status === 404) return this.#forget([lane]);
        await pause(this.#clock, backoff.next(problem.retryAfter));
      }
    }
  }

  async #fetchPage(lane, era) {
    if (lane.behind > REPLAYED_AT_MOST) return this.#giveUp(lane);
    const before = lane.received;
    const events = await this.#turns.take(() => this.#fetchEvents(lane.id, before));
    if (era !== this.#era || lane.received !== before) return;
    // A hole here is for good: the log is no longer kept, or we had left in between.
    if (events[0]?.seq !== before + 1) return this.#giveUp(lane);
    for (const event of events) this.#take(lane, event);
    // A slow application slows the asking.
    await lane.chain;
  }

  #giveUp(lane) {
    this.#startAll([{ id: lane.id, seq: lane.known }], 'gap');
  }

  /** Not ours any more, and we have not heard how it ended. */
  #forget(lanes) {
    const followed = lanes.filter((lane) => lane.isFollowed);
    for (const lane of followed) lane.end();
    this.#tellReset(followed.map(({ id }) => ({ id, seq: null, reason: 'gone' })));
  }

  #startAll(conversations, reason) {
    for (const { id, seq } of conversations) this.#laneOf(id).startAt(seq);
    this.#tellReset(conversations.map(({ id, seq }) => ({ id, seq, reason })));
  }

  /** Hands over after all that came before, and before all that comes later. */
  #tellReset(conversations) {
    if (conversations.length === 0) return;
    const lanes = conversations.map(({ id }) => this.#laneOf(id));
    const told = Promise.all(lanes.map(({ chain }) => chain)).then(() => this.#untilTaken(conversations));
    for (const lane of lanes) lane.chain = told;
  }

  /**
   * Unlike an event a `reset` is told until a listener ends well: it has to load by REST, which
   * may fail, and going on without it would leave a hole that nobody ever sees.
   */
  async #untilTaken(conversations) {
    const backoff = new Backoff(this.#clock, { first: 1_000 });
    while (!this.#closed) {
      if (await this.#events.handOver('reset', { type: 'reset', conversations })) break;
      await pause(this.#clock, backoff.next());
    }
    if (this.#closed) return;
    for (const { id, seq } of conversations) {
      if (seq === null) this.#positions.forget(id);
      else this.#positions.put(id, seq);
    }
  }
}
