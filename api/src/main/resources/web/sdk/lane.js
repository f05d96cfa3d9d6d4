// What is behind a hole waits here. More than this is not kept, but fetched again with the rest.
const MOST_EARLY = 1_000;

/**
 * The order of one conversation's durable events: each once, ascending, without holes.
 *
 * `received` is the end of what came without a hole, handed over or waiting in `chain` for its turn;
 * `known` is the highest number heard of. Nothing else moves `received` than its successor, or a
 * beginning anew by `startAt`.
 */
export class Lane {
  id;
  /** @type {number|null} null while the conversation is not ours */
  received = null;
  known = 0;
  /** How many events wait for the application. */
  waiting = 0;
  /** The handing over, one event after the other. @type {Promise<unknown>} */
  chain = Promise.resolve();
  filling = false;
  /** @type {Map<number, any>} */
  #early = new Map();

  /**
   * @param {string} id of the conversation
   * @param {number|null} [received]
   */
  constructor(id, received = null) {
    this.id = id;
    if (received !== null) this.startAt(received);
  }

  /** @param {number} seq what comes next is one more */
  startAt(seq) {
    this.received = seq;
    this.known = seq;
    this.#early.clear();
  }

  /** After the own removal, say: what comes later begins anew. */
  end() {
    this.startAt(0);
    this.received = null;
  }

  get isFollowed() {
    return this.received !== null;
  }

  /** How many events are missing, as far as is known. */
  get behind() {
    return this.isFollowed ? this.known - this.received : 0;
  }

  /**
   * @template {{seq: number}} E
   * @param {E} event
   * @returns {E[]} what is in turn now: nothing when it came twice or before its time
   */
  take(event) {
    if (event.seq <= this.received) return [];
    this.known = Math.max(this.known, event.seq);
    if (event.seq > this.received + 1) {
      if (this.#early.size < MOST_EARLY) this.#early.set(event.seq, event);
      return [];
    }
    const inTurn = [];
    for (let next = event; next; next = this.#early.get(this.received + 1)) {
      this.#early.delete(next.seq);
      this.received = next.seq;
      inTurn.push(next);
    }
    return inTurn;
  }

  /** The rest will be sent again: by a new socket. */
  dropEarly() {
    this.#early.clear();
  }
}

/** Whether an event is a user's last one of its conversation. */
export function endsFor(userId, { type, data }) {
  const ownRemoval = type === 'participant.removed' && data.user_id === userId;
  return ownRemoval || type === 'conversation.deleted';
}
