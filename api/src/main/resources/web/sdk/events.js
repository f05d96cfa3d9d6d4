/**
 * Who listens to what. A listener may answer a promise: then the next durable event of the same
 * conversation waits for it.
 *
 * @template {object} M the events by name
 */
export class Events {
  /** @type {Map<string, Set<Function>>} */
  #listeners = new Map();
  #onError;

  /** @param {(error: unknown) => void} [onError] told what listeners throw */
  constructor(onError = globalThis.reportError ?? ((error) => console.error(error))) {
    this.#onError = onError;
  }

  /**
   * @template {keyof M & string} K
   * @param {K} type
   * @param {(event: M[K]) => void | Promise<void>} listener
   * @returns {() => void} ends the listening
   */
  on(type, listener) {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /**
   * Calls every listener before it returns, and ends when they have all ended.
   *
   * @template {keyof M & string} K
   * @param {K} type
   * @param {M[K]} event
   * @returns {Promise<boolean>} whether none has failed; a failure was reported and goes no further
   */
  async handOver(type, event) {
    const called = [...(this.#listeners.get(type) ?? [])].map(async (listener) => listener(event));
    const outcomes = await Promise.allSettled(called);
    const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome] : []));
    for (const { reason } of failures) this.#onError(reason);
    return failures.length === 0;
  }

  /** Tells of a failure that no caller waits for. */
  failed(error) {
    this.#onError(error);
  }
}
