import { afterClosing } from './closing.js';
import { Commands } from './commands.js';
import { ParleyProblem } from './problem.js';
import { Backoff } from './retry.js';
import { Socket } from './socket.js';

const STABLE_MS = 5_000;
// A node that is started again is back within seconds, and so should its people be. Who is away for
// longer than these waits longer, or they would be a storm when it returns.
const SOON_MS = 20_000;
const SOON_AT_MOST_MS = 1_500;
const LATER_SECONDS = 5;
const RESUMED_WITHIN_MS = 60_000;

/**
 * Keeps one socket open: fetches a ticket, opens, resumes, and begins again as the close code asks.
 *
 * One loop does this, so there are never two sockets; `stop` takes the loop its `run`, and whatever
 * it still waits for then ends in nothing.
 *
 * @typedef {'connecting' | 'resuming' | 'live' | 'waiting' | 'stopped'} Status
 */
export class Connection {
  #rest;
  #session;
  #clock;
  #WebSocket;
  #feed;
  #onStatus;
  #backoff;
  #commands;
  #userId;
  #run = null;
  /** @type {Socket|null} */
  #socket = null;
  /** @type {Status} */
  #status = 'stopped';
  #wake = () => {};
  #reconnectAt = 0;
  #socketToken = null;
  #lastLive = -Infinity;
  /** Of what is due in this state of the socket. */
  #cancelDue = () => {};

  /**
   * @param {object} parts
   * @param {import('./rest.js').Rest} parts.rest
   * @param {import('./session.js').Session} parts.session
   * @param {import('./leading.js').Hearer} parts.feed
   * @param {import('./clock.js').Clock} parts.clock
   * @param {typeof globalThis.WebSocket} parts.WebSocket
   * @param {string} parts.userId whose socket it is
   * @param {(change: {status: Status, code?: number, retryInMs?: number}) => void} parts.onStatus
   */
  constructor({ rest, session, feed, clock, WebSocket, userId, onStatus }) {
    this.#rest = rest;
    this.#session = session;
    this.#feed = feed;
    this.#clock = clock;
    this.#WebSocket = WebSocket;
    this.#userId = userId;
    this.#onStatus = onStatus;
    this.#backoff = new Backoff(clock, { first: 300 });
    const socket = () => (this.#status === 'live' ? this.#socket : null);
    this.#commands = new Commands({ clock, socket });
  }

  get status() {
    return this.#status;
  }

  start() {
    if (this.#run) return;
    this.#run = {};
    this.#keepOpen(this.#run);
  }

  stop() {
    if (this.#run) this.#end(1000);
  }

  /** The network may be back, or have changed: asks the socket, or tries again at once. */
  check() {
    this.#socket?.probe();
    this.#wake();
  }

  /** There may be a fresh token: it prolongs the open socket. */
  tokenChanged() {
    const token = this.#session.accessToken;
    if (this.#status !== 'live' || !token || token === this.#socketToken) return;
    this.#socketToken = token;
    // A refusal is no matter: the socket closes with 4401 then, and is opened anew.
    this.command('auth.refresh', { token }).catch(() => {});
  }

  /**
   * @param {string} type
   * @param {object} data
   * @returns {Promise<any>} the data of the `ack`
   */
  command(type, data) {
    return this.#commands.ask(type, data);
  }

  async #keepOpen(run) {
    while (this.#run === run) {
      /** @type {{code?: number, problem?: any}} */
      const end = await this.#oneLife(run).catch((problem) => ({ problem }));
      if (this.#run !== run) return;
      this.#socketLost();
      const next = await this.#whatNow(end);
      if (this.#run !== run) return;
      if (!next) return this.#end(end.code);
      await this.#waiting(next);
    }
  }

  /** @returns {Promise<{code: number}>} how it ended */
  async #oneLife(run) {
    this.#changed({ status: 'connecting' });
    const user = this.#userId;
    // A ticket that is never used is forgotten by itself: asking again does no harm. The loop here
    // is what tries again.
    const ticket = await this.#rest.post('/v1/realtime/tickets', undefined, { user, once: true });
    if (this.#run !== run) return { code: 1000 };
    this.#socketToken = this.#session.accessToken;
    this.#reconnectAt = 0;
    return new Promise((resolve, reject) => {
      try {
        this.#socket = new Socket({
          url: `${ticket.url}${ticket.url.includes('?') ? '&' : '?'}resume=1`,
          WebSocket: this.#WebSocket,
          clock: this.#clock,
          onFrame: (frame) => this.#heard(frame),
          onEnd: (code) => resolve({ code }),
        });
      } catch {
        // Its message has the address, and the address has the ticket.
        reject(ParleyProblem.network());
      }
    });
  }

  #heard(frame) {
    switch (frame.type) {
      case 'hello':
        return this.#hello(frame.data);
      case 'resumed':
        return this.#live(frame.data?.reset ?? []);
      case 'ack':
        return this.#commands.acknowledged(frame);
      case 'error':
        // Our positions came later than the 10 s that the server waits for them. It has gone on
        // from its own, and the feed fetches what is between.
        return frame.id === 'resume' ? this.#live([]) : this.#commands.refused(frame);
      case 'auth.expiring':
        return void this.#prolong();
      case 'reconnect':
        this.#reconnectAt = this.#clock.now() + (frame.data?.delay_ms ?? 0);
        return undefined;
      case 'pong':
        return undefined;
      default:
        return this.#feed.heard(frame);
    }
  }

  #hello(hello) {
    this.#socket.watch(hello.heartbeat_ms ?? 25_000);
    this.#changed({ status: 'resuming' });
    // A node that answers pings may still have lost its way.
    this.#cancelDue = this.#clock.after(RESUMED_WITHIN_MS, () => this.#socket?.close());
    this.#socket.send({ id: 'resume', type: 'resume', data: { positions: this.#feed.hello(hello) } });
  }

  #live(reset) {
    this.#feed.resumed(reset);
    this.#cancelDue();
    this.#cancelDue = this.#clock.after(STABLE_MS, () => this.#backoff.reset());
    this.#changed({ status: 'live' });
  }

  #socketLost() {
    this.#cancelDue();
    if (this.#status === 'live') this.#lastLive = this.#clock.now();
    this.#socket = null;
    this.#feed.lost();
    this.#commands.lost();
  }

  async #prolong() {
    await this.#session.renew(this.#socketToken).catch(() => {});
    this.tokenChanged();
  }

  /**
   * @param {{code?: number, problem?: any}} end
   * @returns {Promise<{wait: number, firm?: boolean}|null>} ms to wait; null for no more
   */
  async #whatNow({ code, problem }) {
    if (!this.#session.user || problem?.code === 'session_ended') return null;
    if (problem?.retryAfter > 0) return { wait: this.#backoff.next(problem.retryAfter), firm: true };
    if (problem) return { wait: this.#nextWait() };
    const next = afterClosing(code);
    if (next === 'stop') return null;
    if (next === 'later') return { wait: this.#backoff.next(LATER_SECONDS), firm: true };
    // An end of the session shows at the next ticket.
    if (next === 'renew') await this.#session.renew(this.#socketToken).catch(() => {});
    // A node that leaves spreads its clients over time by itself.
    const asked = code === 1001 ? this.#reconnectAt - this.#clock.now() : 0;
    return asked > 0 ? { wait: asked, firm: true } : { wait: this.#nextWait() };
  }

  #nextWait() {
    const wait = this.#backoff.next();
    const isSoon = this.#clock.now() - this.#lastLive < SOON_MS;
    return isSoon ? Math.min(wait, SOON_AT_MOST_MS * (0.5 + this.#clock.random() / 2)) : wait;
  }

  /** @param {{wait: number, firm?: boolean}} next what the server asked for is not cut short */
  #waiting({ wait, firm }) {
    this.#changed({ status: 'waiting', retryInMs: Math.round(wait) });
    return new Promise((resolve) => {
      const over = () => resolve(undefined);
      const cancel = this.#clock.after(wait, over);
      this.#wake = () => {
        if (firm && this.#run) return;
        cancel();
        over();
      };
    });
  }

  #end(code) {
    this.#run = null;
    this.#wake();
    this.#socket?.close();
    this.#socketLost();
    this.#changed({ status: 'stopped', code });
  }

  #changed(change) {
    if (this.#status === change.status) return;
    this.#status = change.status;
    this.#onStatus(change);
  }
}
