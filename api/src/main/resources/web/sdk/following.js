import { ParleyProblem } from './problem.js';

const ANSWER_WITHIN_MS = 20_000;
// A leader is asked after so much silence, and thought frozen after so much more.
const QUIET_MS = 10_000;
const SILENT_MS = 4_000;
// Timers of a tab in the background may be hours late: who is looked at reminds it.
const REMINDED_AFTER_MS = 1_000;
const JOINS_EVERY_MS = 1_000;

/**
 * A tab that hears by the one that leads. It listens to one leader at a time, so that a tab which
 * was thought frozen, and goes on, is not heard beside its successor.
 */
export class Following {
  #id;
  #feed;
  #clock;
  #tell;
  #onStatus;
  #onSilence;
  #leader = null;
  /** How much the leader has told until now. */
  #told = 0;
  #joinedAt = -Infinity;
  #isLive = false;
  #ids = 0;
  /** Commands that the leader has not answered yet. */
  #pending = new Map();
  #heardAt;
  #cancelLook = () => {};
  #cancelReminder = () => {};

  /**
   * @param {object} parts
   * @param {string} parts.id of this tab
   * @param {import('./feed.js').Feed} parts.feed
   * @param {import('./clock.js').Clock} parts.clock
   * @param {(kind: string, more?: object) => void} parts.tell the other tabs
   * @param {(change: import('./leading.js').StatusChange) => void} parts.onStatus
   * @param {() => void} parts.onSilence the leader does not answer
   */
  constructor({ id, feed, clock, tell, onStatus, onSilence }) {
    this.#id = id;
    this.#feed = feed;
    this.#clock = clock;
    this.#tell = tell;
    this.#onStatus = onStatus;
    this.#onSilence = onSilence;
    this.#heardAt = clock.now();
  }

  start() {
    this.#onStatus({ status: 'connecting' });
    this.#join();
    this.#look();
  }

  check() {
    this.#tell('checks');
    this.#ask();
  }

  /** The leader sees it as well. */
  tokenChanged() {}

  command(type, data) {
    if (!this.#isLive) return Promise.reject(ParleyProblem.network());
    const id = (this.#ids += 1);
    return new Promise((resolve, reject) => {
      const late = () => this.#answered(id, ({ reject }) => reject(ParleyProblem.network()));
      const cancel = this.#clock.after(ANSWER_WITHIN_MS, late);
      this.#pending.set(id, { resolve, reject, cancel });
      this.#tell('commands', { id, type, data });
    });
  }

  close() {
    this.#cancelLook();
    this.#lost();
  }

  /** @param {any} message of any tab */
  told({ kind, from, to, ...message }) {
    if (to && to !== this.#id) return;
    if (kind === 'leads') return this.#begin(from, message.told);
    if (kind === 'receives') return this.#received(from, message);
    // While we were put to sleep, somebody else has begun to lead.
    if (from !== this.#leader && message.told) return this.#join();
    if (from !== this.#leader) return;
    this.#heardAt = this.#clock.now();
    if (kind === 'done') return this.#answered(message.id, ({ resolve }) => resolve(message.data));
    if (kind === 'refused') return this.#refused(message);
    if (!to) this.#told += 1;
    // A tab that was put to sleep, say, begins anew with how it stands now.
    if (this.#told !== message.told) return this.#join();
    if (kind === 'hello') this.#feed.hello(message.hello);
    if (kind === 'resumed') this.#feed.resumed([]);
    if (kind === 'frame') this.#feed.heard(message.frame);
    if (kind === 'lost') this.#lost();
    if (kind === 'status') this.#changed(message.change);
  }

  #join() {
    const now = this.#clock.now();
    if (now - this.#joinedAt < JOINS_EVERY_MS) return;
    this.#joinedAt = now;
    this.#tell('joins');
  }

  #begin(leader, told) {
    this.#lost();
    this.#leader = leader;
    this.#told = told;
    this.#heardAt = this.#clock.now();
    this.#onStatus({ status: 'connecting' });
  }

  /** The leader has seen that we are here, and says how it stands. */
  #received(leader, { told, hello, isResumed, change }) {
    this.#begin(leader, told);
    if (hello) this.#feed.hello(hello);
    // What this tab can't continue its lanes find out by themselves.
    if (isResumed) this.#feed.resumed([]);
    this.#changed(change);
  }

  #changed(change) {
    this.#isLive = change.status === 'live';
    this.#cancelReminder();
    if (change.status === 'waiting') this.#remindAfter(change.retryInMs + REMINDED_AFTER_MS);
    this.#onStatus(change);
  }

  #remindAfter(ms) {
    this.#cancelReminder = this.#clock.after(ms, () => {
      this.#tell('checks');
      this.#remindAfter(REMINDED_AFTER_MS);
    });
  }

  #lost() {
    this.#isLive = false;
    this.#cancelReminder();
    this.#feed.lost();
    for (const id of [...this.#pending.keys()]) this.#refused({ id, problem: ParleyProblem.network() });
  }

  #refused({ id, problem }) {
    this.#answered(id, ({ reject }) => reject(new ParleyProblem(problem)));
  }

  #answered(id, settle) {
    const waiting = this.#pending.get(id);
    if (!waiting) return;
    this.#pending.delete(id);
    waiting.cancel();
    settle(waiting);
  }

  #look() {
    this.#cancelLook();
    const quiet = this.#clock.now() - this.#heardAt;
    if (quiet >= QUIET_MS) return this.#ask();
    this.#cancelLook = this.#clock.after(QUIET_MS - quiet, () => this.#look());
  }

  #ask() {
    const askedAt = this.#clock.now();
    this.#tell('asks');
    this.#cancelLook();
    this.#cancelLook = this.#clock.after(SILENT_MS, () => {
      if (this.#heardAt >= askedAt) this.#look();
      else this.#onSilence();
    });
  }
}
