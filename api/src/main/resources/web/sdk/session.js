import { pause } from './clock.js';
import { KeptSession, keptFrom } from './kept.js';
import { ParleyProblem } from './problem.js';
import { Backoff } from './retry.js';

// The server answers a repeated refresh alike for 10 s. Ours has to arrive within them.
const REPEATABLE_MS = 8_000;
// An access token with less than this left may be over when it arrives.
const ON_THE_WAY_MS = 5_000;

/**
 * Keeps the tokens of who is logged in, and renews them before they end.
 *
 * A refresh token works once, and one that is shown again later than 10 s after its use ends the
 * whole session. So:
 *
 * 1. One refresh at a time: in this page by `#flight`, among tabs by a lock. Where there are no
 *    locks, two tabs can only meet within the moment between reading and sending, and the server
 *    gives both the same successor.
 * 2. Before a refresh token is sent, storage says since when (`asked_at`): an answer may be lost, or
 *    this page may die. Within 8 s of that the same token is simply sent again. Later nobody knows
 *    whether it is spent, so it is kept back until the access token has ended: there is nothing
 *    to lose then.
 * 3. A successor is in storage before anyone is handed it.
 * 4. Only Parley's own 401 for the token that storage still holds ends the session; what a captive
 *    portal or a proxy says does not.
 */
export class Session {
  #kept;
  #tabs;
  #clock;
  #exchange;
  #onToken;
  #onEnd;
  #flight = null;
  #cancelTimer = () => {};
  #isClosed = false;

  /**
   * @param {object} parts
   * @param {import('./storage.js').Storage} parts.storage
   * @param {import('./tabs.js').Tabs} parts.tabs
   * @param {import('./clock.js').Clock} parts.clock
   * @param {(refreshToken: string, withinMs: number) => Promise<any>} parts.exchange
   * @param {() => void} [parts.onToken] there is a new access token
   * @param {(reason: string) => void} [parts.onEnd] nobody is logged in any more
   */
  constructor({ storage, tabs, clock, exchange, onToken = () => {}, onEnd = () => {} }) {
    this.#kept = new KeptSession(storage, tabs);
    this.#tabs = tabs;
    this.#clock = clock;
    this.#exchange = exchange;
    this.#onToken = onToken;
    this.#onEnd = onEnd;
    tabs.onNews('session', () => this.#catchUp().catch(() => {}));
  }

  /** Who is logged in here. */
  get user() {
    return this.#now?.user ?? null;
  }

  /** Which session; null where the server has not said. */
  get id() {
    return this.#now?.session_id ?? null;
  }

  /** The access token as it is, good or not. */
  get accessToken() {
    return this.#now?.access_token ?? null;
  }

  /** Takes up the session that an earlier page has left. */
  async restore() {
    await this.#kept.restore();
    if (!this.#now) return null;
    this.#schedule();
    // Begun by a page that has died: the successor can be had now, and a little later no more.
    if (this.#isRepeatable(this.#now)) this.#refresh().catch(() => {});
    return this.user;
  }

  /** Begins with what register or login answered to a call made at `askedAt`. */
  begin(answer, askedAt) {
    const kept = keptFrom(answer, askedAt, { rotation: 0, user: answer.user });
    return this.#tabs.exclusively('session', () => this.#keep(kept));
  }

  /**
   * A good access token.
   *
   * @param {string} [userId] whose it has to be: what one user has begun never goes on as another
   */
  async token(userId) {
    this.#mustBe(userId);
    if (!this.#serves()) await this.#refresh();
    this.#mustBe(userId);
    return this.#now.access_token;
  }

  /** Gets another token in place of one that was refused, unless somebody has already. */
  async renew(refused) {
    if (!this.#now || this.#now.access_token !== refused) return;
    this.#kept.current = { ...this.#now, expires_at: 0 };
    await this.#refresh();
  }

  /**
   * Uses a token, and a second one where the first is refused: a 401 means that nothing was done.
   *
   * @template T
   * @param {string|undefined} userId
   * @param {(token: string) => Promise<T>} use
   */
  async with(userId, use) {
    const token = await this.token(userId);
    try {
      return await use(token);
    } catch (problem) {
      if (problem.status !== 401) throw problem;
      await this.renew(token);
      return use(await this.token(userId));
    }
  }

  /** Forgets the session here. @returns {Promise<string|undefined>} its refresh token */
  async end(reason) {
    const kept = this.#now;
    if (!kept) return undefined;
    this.#lose(reason);
    // In turn: a refresh that is under way must not store anything after this.
    await this.#tabs.exclusively('session', () => this.#kept.erase(kept));
    return kept.refresh_token;
  }

  /** Stops the clockwork. What is stored stays, and an answer that is on its way is still stored. */
  close() {
    this.#cancelTimer();
    this.#isClosed = true;
  }

  get #now() {
    return this.#isClosed ? null : this.#kept.current;
  }

  #left() {
    return this.#now.expires_at - this.#clock.now();
  }

  #serves() {
    return this.#left() > Math.min(ON_THE_WAY_MS, this.#margin());
  }

  /** How long before its end a token is renewed. */
  #margin() {
    return Math.min(120_000, this.#now.lifetime / 4);
  }

  #mustBe(userId) {
    const user = this.user;
    if (!user || (userId && user.id !== userId)) throw ParleyProblem.sessionEnded();
  }

  #refresh() {
    this.#flight ??= this.#tabs
      .exclusively('session', () => this.#inTurn())
      .finally(() => (this.#flight = null));
    return this.#flight;
  }

  async #inTurn() {
    await this.#catchUp();
    this.#mustBe();
    // What another tab has got meanwhile is as good.
    if (this.#left() > this.#margin()) return;
    if (this.#now.asked_at === null) {
      await this.#kept.store({ ...this.#now, asked_at: this.#clock.now() });
    }
    this.#mustBe();
    await this.#ask(this.#now);
  }

  async #ask(kept) {
    const backoff = new Backoff(this.#clock, { first: 200, most: 2_000 });
    for (let n = 1; this.#isStill(kept) && !this.#isClosed; n += 1) {
      const askedAt = this.#clock.now();
      const repeatable = this.#isRepeatable(kept);
      // Rule 2: it may be spent, and the access token still serves.
      if (!repeatable && this.#serves()) throw ParleyProblem.network();
      try {
        // Short at first, so that a lost answer leaves time to ask again.
        const answer = await this.#exchange(kept.refresh_token, repeatable ? 3_000 * n : 15_000);
        const successor = keptFrom(answer, askedAt, { rotation: kept.rotation + 1, user: kept.user });
        // After a log-out the successor belongs to nobody here.
        if (this.#isStill(kept)) await this.#keep(successor);
        return;
      } catch (problem) {
        if (isRefusal(problem)) return await this.#refused(kept, problem);
        if (!repeatable) throw problem;
      }
      await pause(this.#clock, backoff.next());
    }
  }

  async #refused(kept, problem) {
    await this.#catchUp();
    if (!this.#isStill(kept)) return this.#mustBe();
    this.#lose(problem.code);
    await this.#kept.erase(kept);
    throw problem;
  }

  #isRepeatable({ asked_at }) {
    return asked_at !== null && this.#clock.now() - asked_at < REPEATABLE_MS;
  }

  #isStill(kept) {
    return this.#kept.current?.refresh_token === kept.refresh_token;
  }

  async #catchUp() {
    const news = await this.#kept.catchUp();
    if (news === 'same' || this.#isClosed) return;
    if (news !== 'newer') return this.#lose(news);
    this.#schedule();
    this.#onToken();
  }

  async #keep(kept) {
    await this.#kept.store(kept);
    this.#tabs.tell('session');
    if (!this.#now) return;
    this.#schedule();
    this.#onToken();
  }

  #lose(reason) {
    this.#cancelTimer();
    this.#kept.current = null;
    if (!this.#isClosed) this.#onEnd(reason);
  }

  #schedule(ms = this.#left() - this.#margin() * (0.75 + this.#clock.random() / 4)) {
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.after(Math.max(0, ms), () => {
      this.#refresh().catch(() => {
        if (this.#now) this.#schedule(10_000 * (0.5 + this.#clock.random()));
      });
    });
  }
}

function isRefusal(problem) {
  return problem.status === 401 && problem.code !== 'unexpected_answer';
}
