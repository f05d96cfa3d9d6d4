import { pause } from './clock.js';
import { ParleyProblem } from './problem.js';

/**
 * Growing waits with jitter: between half of the step and the whole of it, so that those who lost
 * the same server don't come back at the same moment.
 */
export class Backoff {
  #clock;
  #first;
  #most;
  #failures = 0;

  /**
   * @param {import('./clock.js').Clock} clock
   * @param {{first?: number, most?: number}} [bounds] milliseconds
   */
  constructor(clock, { first = 250, most = 30_000 } = {}) {
    this.#clock = clock;
    this.#first = first;
    this.#most = most;
  }

  /** @param {number} [atLeast] seconds that the server asked for (`Retry-After`) */
  next(atLeast = 0) {
    const step = Math.min(this.#most, this.#first * 2 ** Math.min(this.#failures, 30));
    this.#failures += 1;
    return atLeast * 1000 + step * (0.5 + this.#clock.random() / 2);
  }

  reset() {
    this.#failures = 0;
  }
}

/**
 * Does something again while it fails with what may pass, with an end: in number and in time.
 * A `Retry-After` beyond the patience is the caller's to tell the user about.
 *
 * @template T
 * @param {(attempt: number) => Promise<T>} attempt
 * @param {object} how
 * @param {import('./clock.js').Clock} how.clock
 * @param {(problem: ParleyProblem) => boolean} how.mayRepeat
 * @param {number} [how.tries]
 * @param {number} [how.patience] milliseconds in all
 * @param {AbortSignal} [how.signal]
 * @returns {Promise<T>}
 */
export async function repeating(attempt, { clock, mayRepeat, tries = 5, patience = 30_000, signal }) {
  const backoff = new Backoff(clock);
  const end = clock.now() + patience;
  for (let n = 1; ; n += 1) {
    try {
      return await attempt(n);
    } catch (problem) {
      if (!(problem instanceof ParleyProblem) || n >= tries || !mayRepeat(problem)) throw problem;
      const wait = backoff.next(problem.retryAfter);
      if (clock.now() + wait > end) throw problem;
      await pause(clock, wait, signal);
    }
  }
}

/** Lets so many jobs run at once; the others wait their turn. */
export class Turns {
  #free;
  #waiting = [];

  /** @param {number} atOnce */
  constructor(atOnce) {
    this.#free = atOnce;
  }

  /**
   * @template T
   * @param {() => Promise<T>} job
   * @returns {Promise<T>}
   */
  async take(job) {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise((turn) => this.#waiting.push(turn));
    try {
      return await job();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}

/** Lets so many through at once, and later so many per second. */
export class Pace {
  #clock;
  #burst;
  #perSecond;
  #full;

  /**
   * @param {import('./clock.js').Clock} clock
   * @param {{burst: number, perSecond: number}} limits
   */
  constructor(clock, { burst, perSecond }) {
    this.#clock = clock;
    this.#burst = burst;
    this.#perSecond = perSecond;
    // When all turns taken so far are paid for.
    this.#full = clock.now();
  }

  /** @returns {Promise<void>} ends when it is one's turn */
  async turn() {
    const now = this.#clock.now();
    this.#full = Math.max(this.#full, now) + 1000 / this.#perSecond;
    const wait = Math.floor(this.#full - now - (this.#burst * 1000) / this.#perSecond);
    if (wait > 0) await pause(this.#clock, wait);
  }
}
