import { endsFor } from './lane.js';

/**
 * The tab that has the socket. What its connection tells its own feed it tells the others first,
 * and counts that, so that they see when they have missed something.
 *
 * @typedef {object} StatusChange
 * @property {import('./connection.js').Status} status
 * @property {number} [code]
 * @property {number} [retryInMs]
 *
 * @typedef {Pick<import('./feed.js').Feed, 'hello'|'resumed'|'heard'|'lost'>} Hearer
 *
 * @typedef {(feed: Hearer, onStatus: (change: StatusChange) => void) =>
 *   import('./connection.js').Connection} OpenConnection
 */
export class Leading {
  #id;
  #feed;
  #tell;
  #onStatus;
  #connection;
  #closed = false;
  #told = 0;
  /** Of the present socket, for who comes later; the numbers go on with the events. */
  #hello = null;
  #conversations = new Map();
  #isResumed = false;
  /** @type {StatusChange} */
  #change = { status: 'connecting' };

  /**
   * @param {object} parts
   * @param {string} parts.id of this tab
   * @param {import('./feed.js').Feed} parts.feed
   * @param {(kind: string, more?: object) => void} parts.tell the other tabs
   * @param {(change: StatusChange) => void} parts.onStatus
   * @param {OpenConnection} parts.open
   */
  constructor({ id, feed, tell, onStatus, open }) {
    this.#id = id;
    this.#feed = feed;
    this.#tell = tell;
    this.#onStatus = onStatus;
    const relay = {
      hello: (data) => this.#greeted(data),
      resumed: (reset) => this.#resumed(reset),
      heard: (frame) => this.#heard(frame),
      lost: () => this.#lost(),
    };
    this.#connection = open(relay, (change) => this.#changed(change));
  }

  start() {
    this.#tellAll('leads');
    this.#connection.start();
  }

  check() {
    this.#connection.check();
  }

  tokenChanged() {
    this.#connection.tokenChanged();
  }

  command(type, data) {
    return this.#connection.command(type, data);
  }

  close() {
    this.#closed = true;
    this.#connection.stop();
  }

  /** @param {any} message of a tab that follows */
  told({ kind, from, ...message }) {
    if (kind === 'joins') this.#receive(from);
    if (kind === 'asks') this.#tell('answers', { to: from, told: this.#told });
    if (kind === 'checks') this.#connection.check();
    if (kind === 'commands') this.#carryOut(from, message);
  }

  #tellAll(kind, more) {
    this.#told += 1;
    this.#tell(kind, { told: this.#told, ...more });
  }

  #receive(to) {
    const conversations = [...this.#conversations.values()];
    const hello = this.#hello && { ...this.#hello, conversations };
    const how = { hello, isResumed: this.#isResumed, change: this.#change };
    this.#tell('receives', { to, told: this.#told, ...how });
  }

  async #carryOut(to, { id, type, data }) {
    try {
      this.#tell('done', { to, id, data: await this.#connection.command(type, data) });
    } catch (problem) {
      this.#tell('refused', { to, id, problem: { ...problem } });
    }
  }

  #greeted(hello) {
    this.#hello = hello;
    this.#conversations = new Map(hello.conversations.map((known) => [known.id, known]));
    this.#tellAll('hello', { hello });
    return this.#feed.hello(hello);
  }

  #resumed(reset) {
    this.#isResumed = true;
    this.#tellAll('resumed');
    this.#feed.resumed(reset);
  }

  #heard(frame) {
    this.#follow(frame);
    this.#tellAll('frame', { frame });
    this.#feed.heard(frame);
  }

  #follow(frame) {
    const { conversation_id: id, seq } = frame;
    if (!id || !Number.isSafeInteger(seq)) return;
    const known = this.#conversations.get(id) ?? { id, seq: 0 };
    if (endsFor(this.#hello?.user?.id, frame)) this.#conversations.delete(id);
    else this.#conversations.set(id, { ...known, seq: Math.max(known.seq, seq) });
  }

  #lost() {
    this.#hello = null;
    this.#isResumed = false;
    if (!this.#closed) this.#tellAll('lost');
    this.#feed.lost();
  }

  #changed(change) {
    this.#change = change;
    // A tab that stops by itself leaves the socket to the others; what the server ends is ended.
    if (this.#closed) return;
    this.#tellAll('status', { change });
    this.#onStatus(change);
  }
}
