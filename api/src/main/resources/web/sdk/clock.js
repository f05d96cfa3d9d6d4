/**
 * Time and chance, given to everything that waits, so that tests can hold both in hand.
 *
 * @typedef {object} Clock
 * @property {() => number} now milliseconds since 1970
 * @property {() => number} random 0 to 1
 * @property {(ms: number, job: () => void) => () => void} after runs a job later; the answer cancels it
 */

/** @type {Clock} */
export const systemClock = {
  now: () => Date.now(),
  random: () => Math.random(),
  after(ms, job) {
    const timer = setTimeout(job, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * Waits. An aborted wait fails at once with the signal's reason.
 *
 * @param {Clock} clock
 * @param {number} ms
 * @param {AbortSignal} [signal]
 * @returns {Promise<void>}
 */
export function pause(clock, ms, signal) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const aborted = () => {
      cancel();
      reject(signal.reason);
    };
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener('abort', aborted);
      resolve();
    });
    signal?.addEventListener('abort', aborted, { once: true });
  });
}

/**
 * A signal for something that may not last longer than `ms`, and that the caller may end too.
 * `done` has to be called in the end, or the timer and the caller's signal keep it alive.
 *
 * @param {Clock} clock
 * @param {number} ms
 * @param {AbortSignal} [outer]
 */
export function deadline(clock, ms, outer) {
  const controller = new AbortController();
  const stopped = () => controller.abort(outer.reason);
  if (outer?.aborted) stopped();
  outer?.addEventListener('abort', stopped, { once: true });
  const cancel = clock.after(ms, () => controller.abort(new DOMException('too late', 'TimeoutError')));
  return {
    signal: controller.signal,
    done() {
      cancel();
      outer?.removeEventListener('abort', stopped);
    },
  };
}
