import { adminCalls } from './calls-admin.js';
import { conversationCalls } from './calls-conversations.js';
import { messageCalls } from './calls-messages.js';
import { peopleCalls } from './calls-people.js';
import { systemClock } from './clock.js';
import { Events } from './events.js';
import { Live } from './live.js';
import { ParleyProblem } from './problem.js';
import { Rest } from './rest.js';
import { Session } from './session.js';
import { defaultStorage, partOf } from './storage.js';
import { Tabs } from './tabs.js';
import { Uploads } from './upload.js';

export { ParleyProblem } from './problem.js';
export { defaultStorage, indexedDbStorage, localStorageStorage, memoryStorage } from './storage.js';

/**
 * A client of Parley: who is logged in, what they call, and what happens.
 *
 * ```js
 * const parley = new Parley({ api: 'https://chat.example.org' });
 * parley.on('message.created', ({ data }) => show(data));
 * await parley.restore() ?? await parley.login({ username, password });
 * await parley.connect();
 * parley.send(conversationId, { content: 'Hello' });
 * ```
 */
export class Parley {
  #rest;
  #session;
  #storage;
  #positions;
  #tabs;
  #clock;
  /** @type {Events<import('./types.js').EventMap>} */
  #events;
  #WebSocket;
  /** @type {Live|null} */
  #live = null;
  #unwatch;

  /**
   * @param {object} [options]
   * @param {string} [options.api] base address; by default where the page comes from
   * @param {string} [options.name] several clients of one storage need names of their own
   * @param {import('./storage.js').Storage} [options.storage] by default localStorage, else memory
   * @param {import('./storage.js').Storage} [options.positions] of what lasts as long as the events
   *   that the application keeps: `memoryStorage()` where that ends with the page; by default `storage`
   * @param {(error: unknown) => void} [options.onError] told what listeners throw
   * @param {typeof globalThis.fetch} [options.fetch]
   * @param {typeof globalThis.WebSocket} [options.WebSocket]
   * @param {typeof globalThis.XMLHttpRequest} [options.XMLHttpRequest]
   * @param {import('./clock.js').Clock} [options.clock]
   * @param {Tabs} [options.tabs]
   */
  constructor(options = {}) {
    const { name = 'default', clock = systemClock, storage = defaultStorage() } = options;
    const { api = globalThis.location?.origin, fetch = globalThis.fetch.bind(globalThis) } = options;
    const { XMLHttpRequest = globalThis.XMLHttpRequest } = options;
    if (!api) throw new TypeError('api: the base address is missing');
    this.#clock = clock;
    this.#storage = partOf(storage, `parley/${name}/`);
    this.#positions = partOf(options.positions ?? storage, `parley/${name}/`);
    this.#tabs = options.tabs ?? Tabs.ofThisBrowser(`parley/${name}`);
    this.#events = new Events(options.onError);
    this.#WebSocket = options.WebSocket ?? globalThis.WebSocket;
    this.#session = new Session({
      storage: this.#storage,
      tabs: this.#tabs,
      clock,
      exchange: (token, withinMs) => this.#exchange(token, withinMs),
      onToken: () => this.#live?.connection.tokenChanged(),
      onEnd: (reason) => this.#sessionEnded(reason),
    });
    const shared = { session: this.#session, clock, fetch };
    this.#rest = new Rest({ api, ...shared });
    const uploads = new Uploads({ rest: this.#rest, XMLHttpRequest, ...shared });
    const people = peopleCalls(this.#rest, uploads);
    this.account = people.account;
    this.recovery = people.recovery;
    this.users = people.users;
    this.friends = people.friends;
    this.blocks = people.blocks;
    const conversations = conversationCalls(this.#rest, uploads);
    this.conversations = conversations.conversations;
    this.participants = conversations.participants;
    this.invites = conversations.invites;
    const messages = messageCalls(this.#rest, uploads);
    this.messages = messages.messages;
    this.media = messages.media;
    const { admin, system } = adminCalls(this.#rest);
    this.admin = admin;
    this.system = system;
    this.#unwatch = watchNetwork(() => this.#live?.wake());
  }

  /** Who is logged in. @returns {import('./types.js').Me|null} */
  get user() {
    return this.#session.user;
  }

  /** @returns {import('./connection.js').Status} */
  get connection() {
    return this.#live?.connection.status ?? 'stopped';
  }

  /**
   * Listens. For `durable` events a listener may answer a promise: the next event of that
   * conversation waits for it, and the position is kept after it. One that fails is told to
   * `onError`, and its event counts as handed over; a failed `reset` is told again.
   *
   * @template {keyof import('./types.js').EventMap} K
   * @param {K} type
   * @param {(event: import('./types.js').EventMap[K]) => void | Promise<void>} listener
   * @returns {() => void} ends the listening
   */
  on(type, listener) {
    return this.#events.on(type, listener);
  }

  /** Any call of the contract that has no method here. */
  request(method, path, options) {
    return this.#rest.request(method, path, options);
  }

  /** @param {{username: string, email: string, password: string, display_name?: string}} account */
  register(account) {
    return this.#enter('/v1/auth/register', account);
  }

  /** @param {{username?: string, email?: string, password: string, device_name?: string}} credentials */
  login(credentials) {
    return this.#enter('/v1/auth/login', credentials);
  }

  /** Goes on where an earlier page has ended. @returns {Promise<import('./types.js').Me|null>} */
  async restore() {
    const user = this.user ?? (await this.#session.restore());
    if (user) await this.#begin();
    return user;
  }

  /** Opens the socket and keeps it open. Listeners should listen by now. */
  async connect() {
    if (!this.#live) throw ParleyProblem.sessionEnded();
    await this.#live.start(true);
  }

  /** Closes the socket; what is to be sent is still sent. */
  disconnect() {
    this.#live?.connection.stop();
  }

  /** Ends the session here and on the server, and erases what it has left in the storage. */
  async logout() {
    const live = this.#live;
    const ended = await this.#session.end('logout');
    await live?.erase();
    if (!ended) return;
    const options = { anonymous: true, repeat: true };
    // Without a network it ends there by itself, in time.
    await this.#rest.post('/v1/auth/logout', { refresh_token: ended }, options).catch(() => {});
  }

  /** Ends everything in this page; what is stored stays. */
  async close() {
    const live = this.#live;
    this.#live = null;
    live?.close();
    this.#session.close();
    this.#unwatch();
    this.#tabs.close();
    await live?.positions.flush();
  }

  /**
   * Sends a message, now or when there is a network, also after a reload.
   *
   * @param {string} conversationId
   * @param {import('./types.js').NewMessage} message
   * @returns {{sending: import('./types.js').Sending, sent: Promise<import('./types.js').Message|null>}}
   */
  send(conversationId, message) {
    this.typing(conversationId, false);
    return this.#mustLive().outbox.send(conversationId, message);
  }

  /** What is on its way or has failed. @param {string} [conversationId] */
  outbox(conversationId) {
    return this.#live?.outbox.items(conversationId) ?? [];
  }

  retry(clientId) {
    this.#mustLive().outbox.retry(clientId);
  }

  discard(clientId) {
    return this.#mustLive().outbox.discard(clientId);
  }

  typing(conversationId, isTyping) {
    this.#live?.typing.mine(conversationId, isTyping);
  }

  /** Everything up to `seq` is read. */
  read(conversationId, seq) {
    this.#mustLive().receipts.mark('read', conversationId, seq);
  }

  /** For clients that confirm by themselves; without it the socket does, when it answers pings. */
  delivered(conversationId, seq) {
    this.#mustLive().receipts.mark('delivered', conversationId, seq);
  }

  /** @param {'online'|'away'|'dnd'|'invisible'} status @param {string} [status_text] */
  async setStatus(status, status_text) {
    const live = this.connection === 'live';
    if (live) await this.command('presence.set', { status, status_text });
    else await this.#rest.put('/v1/users/me/status', { status, status_text });
  }

  /** A command of realtime.md §5, for what has no method here. */
  command(type, data) {
    return this.#mustLive().connection.command(type, data);
  }

  async #enter(path, body) {
    const askedAt = this.#clock.now();
    const answer = await this.#rest.post(path, body, { anonymous: true });
    // Whoever was here before: their socket must not hear of the new token.
    const former = this.#live;
    this.#endLive();
    await former?.positions.flush();
    await this.#session.begin(answer, askedAt);
    await this.#begin(true);
    return answer.user;
  }

  /** @param {boolean} [anew] whether this is a session that was not there before */
  async #begin(anew = false) {
    this.#live ??= new Live({
      anew,
      rest: this.#rest,
      session: this.#session,
      storage: this.#storage,
      positions: this.#positions,
      tabs: this.#tabs,
      clock: this.#clock,
      events: this.#events,
      WebSocket: this.#WebSocket,
    });
    await this.#live.start(false);
  }

  #endLive() {
    const live = this.#live;
    this.#live = null;
    live?.close();
  }

  #sessionEnded(reason) {
    this.#endLive();
    this.#events.handOver('session.ended', { reason });
  }

  #exchange(refresh_token, withinMs) {
    const options = { anonymous: true, once: true, withinMs };
    return this.#rest.post('/v1/auth/refresh', { refresh_token }, options);
  }

  #mustLive() {
    if (!this.#live) throw ParleyProblem.sessionEnded();
    return this.#live;
  }
}

/** @returns {() => void} ends the watching */
function watchNetwork(changed) {
  if (typeof document === 'undefined') return () => {};
  const shown = () => document.visibilityState === 'visible' && changed();
  addEventListener('online', changed);
  document.addEventListener('visibilitychange', shown);
  return () => {
    removeEventListener('online', changed);
    document.removeEventListener('visibilitychange', shown);
  };
}
