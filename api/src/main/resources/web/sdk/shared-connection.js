import { Following } from './following.js';
import { Leading } from './leading.js';
import { ParleyProblem } from './problem.js';
import { uuid } from './uuid.js';

/**
 * One socket for all tabs of a browser that share a session, behind what a `Connection` offers.
 *
 * The tab that holds the lock leads: it has the socket, and passes on what it hears; the others
 * follow. When the leader goes, the browser gives the lock to the next tab, and when it holds the
 * lock but no longer answers (frozen, say), the first that notices takes the lock away.
 *
 * Nothing here has to be right for the promise about events: each tab's feed takes what it is told
 * as it takes a socket's word, drops what comes twice, and fetches what it has missed.
 *
 * Where there are no tabs (Node, no locks), the one there is leads.
 */
export class SharedConnection {
  #tabs;
  #clock;
  #feed;
  #onStatus;
  #open;
  #name;
  #id = uuid();
  /** @type {import('./connection.js').Status} */
  #status = 'stopped';
  /** @type {Leading|Following|null} null while stopped */
  #part = null;
  /** Our place in the queue for the lock: another one, or none, when it no longer counts. */
  #place = null;
  #giveUp = () => {};

  /**
   * @param {object} parts
   * @param {import('./tabs.js').Tabs} parts.tabs
   * @param {import('./clock.js').Clock} parts.clock
   * @param {import('./feed.js').Feed} parts.feed
   * @param {string} parts.sessionId whose tabs share
   * @param {(change: import('./leading.js').StatusChange) => void} parts.onStatus
   * @param {import('./leading.js').OpenConnection} parts.open
   */
  constructor({ tabs, clock, feed, sessionId, onStatus, open }) {
    this.#tabs = tabs;
    this.#clock = clock;
    this.#feed = feed;
    this.#onStatus = onStatus;
    this.#open = open;
    this.#name = `socket/${sessionId}`;
    tabs.onNews(this.#name, (message) => this.#part?.told(message));
  }

  get status() {
    return this.#status;
  }

  start() {
    if (this.#part) return;
    if (!this.#tabs.areSeveral) return this.#lead();
    this.#follow();
    this.#queue();
  }

  stop() {
    if (this.#part) this.#end({ status: 'stopped', code: 1000 });
  }

  /** The network may be back, or have changed. */
  check() {
    this.#part?.check();
  }

  /** There may be a fresh token. */
  tokenChanged() {
    this.#part?.tokenChanged();
  }

  /** @returns {Promise<any>} the data of the `ack` */
  async command(type, data) {
    if (!this.#part) throw ParleyProblem.network();
    return this.#part.command(type, data);
  }

  /** @param {{steal?: boolean}} [how] */
  #queue(how) {
    const place = (this.#place = {});
    const lead = () => (this.#place === place ? this.#leadUntilGivenUp() : undefined);
    const over = () => {
      if (this.#place !== place) return;
      // Somebody thought us frozen, and has the socket now.
      this.#follow();
      this.#queue();
    };
    this.#tabs.exclusively(this.#name, async () => lead(), how).then(over, over);
  }

  #leadUntilGivenUp() {
    this.#lead();
    return new Promise((resolve) => (this.#giveUp = () => resolve(undefined)));
  }

  #lead() {
    this.#part?.close();
    this.#part = new Leading({ ...this.#shared(), open: this.#open });
    this.#part.start();
  }

  #follow() {
    this.#part?.close();
    const onSilence = () => this.#queue({ steal: true });
    this.#part = new Following({ ...this.#shared(), onSilence });
    this.#part.start();
  }

  #shared() {
    const tell = (kind, more) => this.#tabs.tell(this.#name, { kind, from: this.#id, ...more });
    const onStatus = (change) => this.#changed(change);
    return { id: this.#id, feed: this.#feed, clock: this.#clock, tell, onStatus };
  }

  #changed(change) {
    if (this.#status === change.status) return;
    if (change.status === 'stopped') return this.#end(change);
    this.#status = change.status;
    this.#onStatus(change);
  }

  #end(change) {
    const part = this.#part;
    this.#part = null;
    this.#place = null;
    part?.close();
    this.#giveUp();
    if (this.#status === 'stopped') return;
    this.#status = 'stopped';
    this.#onStatus(change);
  }
}
