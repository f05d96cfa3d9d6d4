import { Connection } from './connection.js';
import { Feed } from './feed.js';
import { Outbox } from './outbox.js';
import { Positions } from './positions.js';
import { Receipts } from './receipts.js';
import { path } from './rest.js';
import { SharedConnection } from './shared-connection.js';
import { partOf } from './storage.js';
import { Typing } from './typing.js';

/**
 * All that runs while one user is logged in. It ends with the session and is made anew for the next
 * one: nothing that one user has begun ever goes on as another.
 */
export class Live {
  #rest;
  #storages;
  #events;
  #user;
  #loaded;

  /**
   * @param {object} parts
   * @param {import('./rest.js').Rest} parts.rest
   * @param {boolean} parts.anew whether the session has just begun, by a log-in
   * @param {import('./session.js').Session} parts.session
   * @param {import('./storage.js').Storage} parts.storage
   * @param {import('./storage.js').Storage} parts.positions
   * @param {import('./tabs.js').Tabs} parts.tabs
   * @param {import('./clock.js').Clock} parts.clock
   * @param {import('./events.js').Events<any>} parts.events
   * @param {typeof globalThis.WebSocket} parts.WebSocket
   */
  constructor({ anew, rest, session, storage, positions, tabs, clock, events, WebSocket }) {
    const userId = session.user.id;
    this.#rest = rest;
    this.#events = events;
    this.#user = userId;
    const [own, ownPositions] = [storage, positions].map((kept) => partOf(kept, `${userId}/`));
    this.#storages = [own, ownPositions];
    const onError = (error) => events.failed(error);
    this.positions = new Positions(ownPositions, onError);
    const heard = { handOver: (type, event) => this.#handOver(type, event), failed: onError };
    const fetchEvents = (id, after) => this.#fetchEvents(id, after);
    this.feed = new Feed({ positions: this.positions, events: heard, fetchEvents, clock, userId });
    this.connection = new SharedConnection({
      tabs,
      clock,
      feed: this.feed,
      sessionId: session.id ?? userId,
      onStatus: (change) => this.#connected(change),
      open: (feed, onStatus) =>
        new Connection({ rest, session, feed, clock, WebSocket, userId, onStatus }),
    });
    const command = (type, data) => this.connection.command(type, data);
    this.typing = new Typing({ clock, command, events });
    this.receipts = new Receipts({ clock, tell: (...mark) => this.#tellMark(...mark) });
    this.outbox = new Outbox({
      storage: own,
      post: (conversationId, body) => this.#post(conversationId, body),
      clock,
      tabs,
      userId,
      onChange: (sending, message) => events.handOver('outbox', { sending, message }),
    });
    this.#loaded = Promise.all([this.#loadFeed(anew), this.outbox.restore()]);
    this.#loaded.catch(() => {});
  }

  /** @param {boolean} connect whether to open a socket */
  async start(connect) {
    await this.#loaded;
    if (connect) this.connection.start();
  }

  /** There may be a network again, or another one. */
  wake() {
    this.connection.check();
    this.outbox.wake();
    this.receipts.wake();
  }

  close() {
    this.connection.stop();
    for (const part of [this.feed, this.outbox, this.receipts, this.typing]) part.close();
  }

  /** After a log-out nothing stays that somebody else at this machine could read. */
  async erase() {
    this.close();
    await this.positions.flush();
    for (const storage of this.#storages) {
      for (const [key] of await storage.entries('')) await storage.delete(key);
    }
  }

  /**
   * Positions are of a session. Between two of them the server may have been set back to a backup,
   * which ends all sessions, and gone past our positions with other events than those we have.
   */
  async #loadFeed(anew) {
    if (anew) await this.positions.erase();
    await this.feed.load();
  }

  #handOver(type, event) {
    if (type.startsWith('typing.') && !this.typing.heard(event)) return Promise.resolve(true);
    if (type === 'message.created' && event.data.sender?.id === this.#user) {
      this.outbox.seen(event.data);
    }
    return this.#events.handOver(type, event);
  }

  #connected(change) {
    if (change.status === 'live') {
      this.outbox.wake();
      this.receipts.wake();
    }
    this.#events.handOver('connection', change);
  }

  async #fetchEvents(id, after) {
    const query = { after, limit: 100 };
    const page = await this.#rest.get(path`/v1/conversations/${id}/events`, query, { user: this.#user });
    return page.items;
  }

  #post(conversationId, body) {
    const options = { user: this.#user, once: true };
    return this.#rest.post(path`/v1/conversations/${conversationId}/messages`, body, options);
  }

  /** By the socket when there is one: it is what the server hears soonest. */
  #tellMark(kind, conversation_id, seq) {
    if (this.connection.status === 'live') {
      return this.connection.command(`receipt.${kind}`, { conversation_id, seq });
    }
    const options = { user: this.#user, once: true };
    return this.#rest.post(path`/v1/conversations/${conversation_id}/${kind}`, { seq }, options);
  }
}
