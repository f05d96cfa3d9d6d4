import { ParleyProblem } from './problem.js';
import { Backoff } from './retry.js';

// An answer 500 may be a message that the server chokes on: it must not hold up the rest for ever.
const ERRORS_AT_MOST = 5;

/** Brings one message of the outbox to the server, however long that takes. */
export class Attempts {
  #post;
  #clock;
  /** @type {Set<() => void>} */
  #wakers = new Set();
  #closed = false;

  /**
   * @param {object} parts
   * @param {(conversationId: string, body: object) => Promise<any>} parts.post
   * @param {import('./clock.js').Clock} parts.clock
   */
  constructor({ post, clock }) {
    this.#post = post;
    this.#clock = clock;
  }

  get isClosed() {
    return this.#closed;
  }

  /** There may be a network again. What the server asked to wait for is waited for all the same. */
  wake() {
    for (const wake of [...this.#wakers]) wake();
  }

  close() {
    this.#closed = true;
    this.wake();
  }

  /**
   * @param {import('./entry.js').Entry} entry
   * @returns {Promise<{message?: any, problem?: any}>} neither, when it was decided elsewhere or this
   *   was closed
   */
  async bring(entry) {
    const backoff = new Backoff(this.#clock, { first: 500 });
    for (let errors = 0; entry.state === 'sending' && !this.#closed; ) {
      const outcome = await this.#attempt(entry);
      const { problem } = outcome;
      if (!problem) return outcome;
      if (problem.code === 'session_ended') {
        this.close();
        return {};
      }
      errors += problem.status === 500 ? 1 : 0;
      if (!mayPass(problem) || errors >= ERRORS_AT_MOST) return outcome;
      await this.#wait(entry, backoff.next(problem.retryAfter), problem.retryAfter > 0);
    }
    return {};
  }

  async #attempt(entry) {
    entry.attempted = true;
    try {
      const body = { ...entry.body, client_id: entry.clientId };
      // The message may come as an event before its answer, or instead of it.
      const message = await Promise.race([this.#post(entry.conversationId, body), entry.sent]);
      return { message };
    } catch (problem) {
      return { problem };
    } finally {
      entry.attempted = false;
    }
  }

  #wait(entry, ms, firm) {
    return new Promise((resolve) => {
      const over = () => {
        cancel();
        this.#wakers.delete(wake);
        resolve(undefined);
      };
      const wake = () => (firm && !this.#closed ? undefined : over());
      const cancel = this.#clock.after(ms, over);
      this.#wakers.add(wake);
      entry.sent.then(over, over);
    });
  }
}

function mayPass(problem) {
  return problem instanceof ParleyProblem && (problem.mayPass || problem.status === 500);
}
