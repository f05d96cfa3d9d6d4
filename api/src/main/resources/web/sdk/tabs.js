/**
 * What the tabs of one browser have among them: turns, and news. Where the browser has no locks
 * (and in Node) the turns hold within this page only; whatever relies on them says what then.
 */
export class Tabs {
  #name;
  #locks;
  #channel;
  /** @type {Map<string, Promise<unknown>>} */
  #last = new Map();
  /** @type {Map<string, (data: any) => void>} */
  #listeners = new Map();

  /**
   * @param {object} options
   * @param {string} options.name tabs with the same name share
   * @param {LockManager} [options.locks]
   * @param {typeof BroadcastChannel} [options.Channel]
   */
  constructor({ name, locks, Channel }) {
    this.#name = name;
    this.#locks = locks;
    this.#channel = Channel && new Channel(name);
    if (!this.#channel) return;
    // In Node a channel would keep the process alive.
    /** @type {any} */ (this.#channel).unref?.();
    this.#channel.onmessage = ({ data }) => this.#listeners.get(data.kind)?.(data.data);
  }

  /** @param {string} name */
  static ofThisBrowser(name) {
    const locks = globalThis.navigator?.locks;
    return new Tabs({ name, locks, Channel: locks && globalThis.BroadcastChannel });
  }

  /**
   * Runs a job while no other with the same name runs. A tab that dies gives its turn up.
   *
   * @template T
   * @param {string} what
   * @param {() => Promise<T>} job
   * @param {{steal?: boolean}} [how] `steal` from whom no longer goes on; their turn fails then
   * @returns {Promise<T>}
   */
  async exclusively(what, job, how = {}) {
    if (this.#locks) return this.#locks.request(`${this.#name}/${what}`, how, job);
    const turn = (this.#last.get(what) ?? Promise.resolve()).then(job, job);
    this.#last.set(what, turn);
    const forget = () => this.#last.get(what) === turn && this.#last.delete(what);
    turn.then(forget, forget);
    return turn;
  }

  /** Whether there may be others, which can be told. */
  get areSeveral() {
    return Boolean(this.#locks && this.#channel);
  }

  /** Tells the other tabs; not this one. */
  tell(kind, data) {
    this.#channel?.postMessage({ kind, data });
  }

  /** One listener per kind; the last one counts. */
  onNews(kind, listener) {
    this.#listeners.set(kind, listener);
  }

  close() {
    this.#channel?.close();
    this.#channel = undefined;
    this.#listeners.clear();
  }
}
