import { pause } from './clock.js';
import { Backoff } from './retry.js';

/**
 * Read and delivered marks. Only the newest of a conversation matters: while one is on its way, or
 * there is no network, later ones replace each other. Marks never move back, so that one which was
 * told twice does no harm.
 */
export class Receipts {
  #tell;
  #clock;
  /** @type {Map<string, number>} by kind and conversation, the newest */
  #newest = new Map();
  /** @type {Set<string>} */
  #telling = new Set();
  #closed = false;
  #wakers = new Set();

  /**
   * @param {object} parts
   * @param {import('./clock.js').Clock} parts.clock
   * @param {(kind: 'read'|'delivered', conversationId: string, seq: number) => Promise<any>} parts.tell
   */
  constructor({ clock, tell }) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /**
   * @param {'read'|'delivered'} kind
   * @param {string} conversationId
   * @param {number} seq
   */
  mark(kind, conversationId, seq) {
    const key = `${kind} ${conversationId}`;
    if (seq <= (this.#newest.get(key) ?? 0)) return;
    this.#newest.set(key, seq);
    if (!this.#telling.has(key)) this.#tellNewest(key, kind, conversationId);
  }

  wake() {
    for (const wake of [...this.#wakers]) wake();
  }

  close() {
    this.#closed = true;
    this.wake();
  }

  async #tellNewest(key, kind, conversationId) {
    this.#telling.add(key);
    const backoff = new Backoff(this.#clock, { first: 500 });
    for (let told = 0; !this.#closed && this.#newest.get(key) > told; ) {
      const seq = this.#newest.get(key);
      try {
        await this.#tell(kind, conversationId, seq);
        told = seq;
      } catch (problem) {
        // Not ours any more, say: nothing to tell.
        if (!problem.mayPass) told = seq;
        else await this.#wait(backoff.next(problem.retryAfter));
      }
    }
    this.#telling.delete(key);
  }

  #wait(ms) {
    const woken = new AbortController();
    const wake = () => woken.abort();
    this.#wakers.add(wake);
    return pause(this.#clock, ms, woken.signal)
      .catch(() => {})
      .finally(() => this.#wakers.delete(wake));
  }
}
