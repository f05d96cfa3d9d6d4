const PREFIX = 'position/';

/**
 * How far the application has got in each conversation, kept across reloads.
 *
 * A position is put here after the application was handed the event, never before: a page that dies
 * in between is handed the event again, and misses none. Writing may lag a little; while one write
 * is under way only the newest position of each conversation waits.
 */
export class Positions {
  #storage;
  #onError;
  /** @type {Map<string, number|null>} */
  #unwritten = new Map();
  #writing = null;

  /**
   * @param {import('./storage.js').Storage} storage of this user
   * @param {(error: unknown) => void} onError
   */
  constructor(storage, onError) {
    this.#storage = storage;
    this.#onError = onError;
  }

  /** @returns {Promise<[string, number][]>} */
  async all() {
    const entries = await this.#storage.entries(PREFIX);
    return entries
      .filter(([, seq]) => Number.isSafeInteger(seq))
      .map(([key, seq]) => [key.slice(PREFIX.length), seq]);
  }

  put(conversationId, seq) {
    this.#unwritten.set(conversationId, seq);
    this.#writing ??= this.#write();
  }

  forget(conversationId) {
    this.put(conversationId, null);
  }

  async erase() {
    for (const [conversationId] of await this.all()) this.forget(conversationId);
    await this.flush();
  }

  /** Ends when everything is written. */
  async flush() {
    await this.#writing;
  }

  async #write() {
    while (this.#unwritten.size > 0) {
      const [id, seq] = this.#unwritten.entries().next().value;
      this.#unwritten.delete(id);
      try {
        if (seq === null) await this.#storage.delete(PREFIX + id);
        else await this.#storage.set(PREFIX + id, seq);
      } catch (error) {
        // An older position stays: after a reload some events come again.
        this.#onError(error);
      }
    }
    // With the look that found nothing left, and not a moment later: what is put in between would
    // take this for the one that writes it.
    this.#writing = null;
  }
}
