/**
 * A message of the outbox: what storage has of it, and who waits for it.
 *
 * What is written about one entry is written in the order in which it was decided: a deletion never
 * overtakes the first writing and leaves the message behind.
 *
 * @typedef {object} KeptSending
 * @property {string} client_id
 * @property {string} conversation_id
 * @property {object} body as for `POST …/messages`
 * @property {string} created_at
 * @property {'sending'|'failed'} state
 * @property {{code: string, status: number}} [problem] of one that has failed
 */
export class Entry {
  key;
  /** @type {'sending'|'sent'|'failed'|'discarded'} */
  state;
  /** An attempt is under way. */
  attempted = false;
  /** Not in storage, for that has failed: it lasts as long as the page. */
  isUnstored = false;
  /** The Message; null when another tab has sent it. @type {Promise<any>} */
  sent;
  /** @type {KeptSending} */
  #kept;
  #storage;
  #resolve;
  #reject;
  /** @type {Promise<unknown>} */
  #written = Promise.resolve();

  /**
   * @param {string} key
   * @param {KeptSending} kept
   * @param {import('./storage.js').Storage} storage
   */
  constructor(key, kept, storage) {
    this.key = key;
    this.#kept = kept;
    this.#storage = storage;
    this.state = kept.state;
    this.#wait();
  }

  get clientId() {
    return this.#kept.client_id;
  }

  get conversationId() {
    return this.#kept.conversation_id;
  }

  get body() {
    return this.#kept.body;
  }

  /** @returns {import('./types.js').Sending} */
  view() {
    const { body, client_id, conversation_id, created_at, problem } = this.#kept;
    return { client_id, conversation_id, body, created_at, problem, state: this.state };
  }

  get kept() {
    return this.#kept;
  }

  /** Ends when storage has what is decided so far. */
  get written() {
    return this.#written;
  }

  write() {
    this.#then(() => this.#storage.set(this.key, this.#kept));
  }

  erase() {
    this.#then(() => this.#storage.delete(this.key));
  }

  /** Whether another tab has erased it. */
  async isGone() {
    return !this.isUnstored && (await this.#storage.get(this.key)) === undefined;
  }

  sentAs(message) {
    this.state = 'sent';
    this.#resolve(message);
  }

  discarded() {
    this.state = 'discarded';
    this.#reject(new DOMException('discarded', 'AbortError'));
  }

  failed({ code, status }, problem = { code, status }) {
    this.state = 'failed';
    this.#kept = { ...this.#kept, state: 'failed', problem: { code, status } };
    this.#reject(problem);
  }

  tryAgain() {
    this.state = 'sending';
    this.#kept = { ...this.#kept, state: 'sending', problem: undefined };
    this.#wait();
  }

  #wait() {
    this.sent = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Whoever looks at the state alone has nothing to catch.
    this.sent.catch(() => {});
  }

  #then(change) {
    this.#written = this.#written.then(change).catch(() => {
      this.isUnstored = true;
    });
  }
}
