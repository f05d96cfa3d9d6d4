import { Attempts } from './attempts.js';
import { pause } from './clock.js';
import { Entry } from './entry.js';
import { uuid } from './uuid.js';

const PREFIX = 'outbox/';

/**
 * Messages on their way: shown at once, kept until the server has them, sent one after the other per
 * conversation.
 *
 * - A message is in storage before its first attempt and leaves it after the answer. Who dies in
 *   between sends it again under the same `client_id`, and the server answers with the first one:
 *   never doubled, never lost.
 * - The next of a conversation is tried only after the one before it was sent or has failed. Among
 *   tabs the one that holds the conversation's turn sends; the others wait for it, and look into
 *   storage again before each message.
 * - The own message may come back as an event before the answer, or instead of it: that counts too.
 * - What no repetition can change (403, 404, 422 …) is `failed`, and waits for `retry` or `discard`.
 *
 * @typedef {import('./types.js').Sending} Sending
 */
export class Outbox {
  #storage;
  #attempts;
  #clock;
  #tabs;
  #name;
  #onChange;
  /** @type {Map<string, Entry>} by client id, in order */
  #entries = new Map();
  /** Conversations with a loop that sends. @type {Set<string>} */
  #running = new Set();
  #latest = 0;

  /**
   * @param {object} parts
   * @param {import('./storage.js').Storage} parts.storage of this user
   * @param {(conversationId: string, body: object) => Promise<any>} parts.post one attempt: the Message
   * @param {import('./clock.js').Clock} parts.clock
   * @param {import('./tabs.js').Tabs} parts.tabs
   * @param {string} parts.userId
   * @param {(sending: Sending, message?: any) => void} parts.onChange
   */
  constructor({ storage, post, clock, tabs, userId, onChange }) {
    this.#storage = storage;
    this.#attempts = new Attempts({ post, clock });
    this.#clock = clock;
    this.#tabs = tabs;
    this.#name = `outbox/${userId}`;
    this.#onChange = onChange;
    tabs.onNews(this.#name, (news) => this.#news(news));
  }

  /** Takes up what earlier pages have left. */
  async restore() {
    for (const [key, kept] of await this.#storage.entries(PREFIX)) this.#takeUp(key, kept);
  }

  /**
   * @param {string} conversationId
   * @param {import('./types.js').NewMessage} message
   * @returns {{sending: Sending, sent: Promise<any>}} `sent` is the Message, or fails
   */
  send(conversationId, message) {
    const client_id = uuid();
    const created_at = new Date(this.#clock.now()).toISOString();
    const { content, type, reply_to, attachment_ids } = message;
    const body = { content, type, reply_to, attachment_ids };
    const kept = { client_id, conversation_id: conversationId, body, created_at };
    const key = PREFIX + this.#order(conversationId, client_id);
    const entry = new Entry(key, { ...kept, state: 'sending' }, this.#storage);
    this.#entries.set(client_id, entry);
    entry.write();
    this.#changed(entry);
    this.#run(conversationId);
    return { sending: entry.view(), sent: entry.sent };
  }

  /**
   * All that is on its way or has failed, oldest first.
   *
   * @param {string} [conversationId]
   * @returns {Sending[]}
   */
  items(conversationId) {
    return [...this.#entries.values()]
      .filter((entry) => !conversationId || entry.conversationId === conversationId)
      .map((entry) => entry.view());
  }

  /** Tries what has failed once more, in its old place. @param {string} clientId */
  retry(clientId) {
    const entry = this.#entries.get(clientId);
    if (entry?.state !== 'failed') return;
    entry.tryAgain();
    entry.write();
    this.#changed(entry);
    this.#run(entry.conversationId);
  }

  /**
   * Takes a message back. One that was tried without an answer may have arrived all the same.
   *
   * @param {string} clientId
   * @returns {boolean} false while it is being sent
   */
  discard(clientId) {
    const entry = this.#entries.get(clientId);
    if (!entry || entry.attempted) return false;
    entry.discarded();
    this.#done(entry);
    return true;
  }

  /** A message of this user has come back as an event. */
  seen(message) {
    const entry = this.#entries.get(message.client_id);
    if (entry?.conversationId === message.conversation_id) this.#sent(entry, message);
  }

  /** There may be a network again. */
  wake() {
    this.#attempts.wake();
  }

  close() {
    this.#attempts.close();
  }

  // By time, and one more where the clock stands still or goes back; the rest keeps tabs apart.
  #order(conversationId, clientId) {
    this.#latest = Math.max(this.#latest + 1, this.#clock.now());
    return `${conversationId}/${String(this.#latest).padStart(15, '0')}-${clientId}`;
  }

  async #run(conversationId) {
    if (this.#running.has(conversationId)) return;
    this.#running.add(conversationId);
    while (this.#next(conversationId)) {
      const turn = () => this.#sendAll(conversationId);
      await this.#tabs
        .exclusively(`${this.#name}/${conversationId}`, turn)
        .catch(() => pause(this.#clock, 5_000));
    }
    this.#running.delete(conversationId);
  }

  #next(conversationId) {
    if (this.#attempts.isClosed) return undefined;
    return [...this.#entries.values()].find(
      (entry) => entry.conversationId === conversationId && entry.state === 'sending',
    );
  }

  async #sendAll(conversationId) {
    for (let entry; (entry = this.#next(conversationId)); ) {
      await entry.written;
      if (entry.state !== 'sending') continue;
      // Sent or taken back by another tab, whose news is still on its way.
      if (await entry.isGone()) this.#sent(entry, null);
      else this.#brought(entry, await this.#attempts.bring(entry));
    }
  }

  /** @param {Entry} entry @param {{message?: any, problem?: any}} outcome */
  #brought(entry, { message, problem }) {
    if (message) this.#sent(entry, message);
    // After a log-out nothing may be written any more.
    else if (this.#attempts.isClosed) return;
    else if (problem && entry.state === 'sending') this.#failed(entry, problem);
  }

  #sent(entry, message) {
    if (entry.state === 'sent' || entry.state === 'discarded') return;
    entry.sentAs(message);
    this.#done(entry, message);
  }

  #failed(entry, problem) {
    entry.failed(problem, problem);
    entry.write();
    this.#changed(entry);
  }

  #done(entry, message) {
    this.#entries.delete(entry.clientId);
    entry.erase();
    this.#changed(entry, message);
  }

  async #changed(entry, message) {
    this.#onChange(entry.view(), message);
    const { key, kept, state } = entry;
    await entry.written;
    this.#tabs.tell(this.#name, { key, kept, state, message });
  }

  /** Another tab has something new, or has settled something. */
  #news({ key, kept, state, message }) {
    if (this.#attempts.isClosed) return;
    const entry = this.#entries.get(kept.client_id);
    if (!entry) return state === 'sending' ? this.#takeUp(key, kept) : undefined;
    if (state === 'sending') return entry.state === 'failed' ? this.#again(entry) : undefined;
    if (state === 'failed') entry.failed(kept.problem);
    else if (state === 'sent') entry.sentAs(message);
    else entry.discarded();
    if (state !== 'failed') this.#entries.delete(entry.clientId);
    this.#onChange(entry.view(), message);
  }

  #again(entry) {
    entry.tryAgain();
    this.#onChange(entry.view());
    this.#run(entry.conversationId);
  }

  #takeUp(key, kept) {
    if (typeof kept?.client_id !== 'string' || this.#entries.has(kept.client_id)) return;
    const entry = new Entry(key, kept, this.#storage);
    this.#entries.set(kept.client_id, entry);
    // What is written from now on comes after it, whatever the clock has done meanwhile.
    this.#latest = Math.max(this.#latest, Number(key.split('/').at(-1).slice(0, 15)) || 0);
    this.#onChange(entry.view());
    this.#run(entry.conversationId);
  }
}
