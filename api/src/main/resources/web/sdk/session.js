import { pause } from './clock.js';
import { ParleyProblem } from './problem.js';
import { Backoff } from './retry.js';

const KEY = 'session';
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
 *
 * @typedef {object} Kept
 * @property {import('./types.js').Me} user
 * @property {string} session_id
 * @property {string} access_token
 * @property {string} refresh_token
 * @property {number} lifetime of the access token, in ms
 * @property {number} expires_at by this machine's clock
 * @property {number} rotation how often it was refreshed: of two copies the greater is the newer
 * @property {number|null} asked_at when this refresh token was first sent
 */
export class Session {
  #storage;
  #tabs;
  #clock;
  #exchange;
  #onToken;
  #onEnd;
  /** @type {Kept|null} */
  #kept = null;
  #flight = null;
  #cancelTimer = () => {};

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
    this.#storage = storage;
    this.#tabs = tabs;
    this.#clock = clock;
    this.#exchange = exchange;
    this.#onToken = onToken;
    this.#onEnd = onEnd;
    tabs.onNews('session', () => this.#newerFromStorage().catch(() => {}));
  }

  /** Who is logged in here. */
  get user() {
    return this.#kept?.user ?? null;
  }

  get id() {
    return this.#kept?.session_id ?? null;
  }

  /** The access token as it is, good or not. */
  get accessToken() {
    return this.#kept?.access_token ?? null;
  }

  /** Takes up the session that an earlier page has left. */
  async restore() {
    const stored = await this.#storage.get(KEY);
    if (stored) this.#take(stored);
    // Begun by a page that has died: the successor can be had now, and a little later no more.
    if (stored && this.#isRepeatable(stored)) this.#refresh().catch(() => {});
    return this.user;
  }

  /** Begins with what register or login answered to a call made at `askedAt`. */
  begin(answer, askedAt) {
    const kept = keptFrom(answer, askedAt, { rotation: 0, user: answer.user });
    return this.#tabs.exclusively('session', () => this.#keep(kept));
  }

  /** The profile was changed; the tokens stay. */
  userChanged(user) {
    return this.#tabs.exclusively('session', async () => {
      await this.#newerFromStorage();
      if (user.id === this.user?.id) await this.#store({ ...this.#kept, user });
    });
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
    return this.#kept.access_token;
  }

  /** Gets another token in place of one that was refused, unless somebody has already. */
  async renew(refused) {
    if (this.#kept?.access_token !== refused) return;
    this.#kept = { ...this.#kept, expires_at: 0 };
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
    const kept = this.#kept;
    if (!kept) return undefined;
    this.#lose(reason);
    // In turn: a refresh that is under way must not store anything after this.
    await this.#tabs.exclusively('session', () => this.#erase(kept));
    return kept.refresh_token;
  }

  /** Stops the clockwork; what is stored stays. */
  close() {
    this.#cancelTimer();
    this.#kept = null;
  }

  #left() {
    return this.#kept.expires_at - this.#clock.now();
  }

  #serves() {
    return this.#left() > Math.min(ON_THE_WAY_MS, this.#margin());
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
    await this.#newerFromStorage();
    this.#mustBe();
    // What another tab has got meanwhile is as good.
    if (this.#left() > this.#margin()) return;
    if (this.#kept.asked_at === null) {
      await this.#store({ ...this.#kept, asked_at: this.#clock.now() });
    }
    await this.#ask(this.#kept);
  }

  async #ask(kept) {
    const backoff = new Backoff(this.#clock, { first: 200, most: 2_000 });
    for (let n = 1; this.#isStill(kept); n += 1) {
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
    await this.#newerFromStorage();
    if (!this.#isStill(kept)) return this.#mustBe();
    this.#lose(problem.code);
    await this.#erase(kept);
    throw problem;
  }

  #isRepeatable({ asked_at }) {
    return asked_at !== null && this.#clock.now() - asked_at < REPEATABLE_MS;
  }

  #isStill(kept) {
    return this.#kept?.refresh_token === kept.refresh_token;
  }

  async #erase(kept) {
    const stored = await this.#storage.get(KEY);
    if (stored?.session_id !== kept.session_id) return;
    await this.#storage.delete(KEY);
    this.#tabs.tell('session');
  }

  /** Another tab may have refreshed, logged out, or logged in somebody else. */
  async #newerFromStorage() {
    const stored = await this.#storage.get(KEY);
    const kept = this.#kept;
    if (!kept || stored?.refresh_token === kept.refresh_token) return;
    if (!stored) this.#lose('logged_out_elsewhere');
    else if (stored.user.id !== kept.user.id) this.#lose('replaced');
    else if (stored.session_id !== kept.session_id || stored.rotation > kept.rotation) {
      this.#take(stored);
      this.#onToken();
    }
  }

  async #keep(kept) {
    await this.#store(kept);
    this.#tabs.tell('session');
    this.#onToken();
  }

  async #store(kept) {
    const before = this.#kept?.refresh_token;
    try {
      await this.#storage.set(KEY, kept);
    } catch {
      // A storage that is full must not cost the session: it then lasts as long as the page.
    }
    // Unless it was ended meanwhile; then who ended it erases it next.
    if (this.#kept?.refresh_token === before) this.#take(kept);
  }

  #take(kept) {
    this.#kept = kept;
    this.#schedule(this.#left() - this.#margin() * (0.75 + this.#clock.random() / 4));
  }

  #lose(reason) {
    this.#cancelTimer();
    this.#kept = null;
    this.#onEnd(reason);
  }

  /** How long before its end a token is renewed. */
  #margin() {
    return Math.min(120_000, this.#kept.lifetime / 4);
  }

  #schedule(ms) {
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.after(Math.max(0, ms), () => {
      this.#refresh().catch(() => {
        if (this.#kept) this.#schedule(10_000 * (0.5 + this.#clock.random()));
      });
    });
  }
}

function keptFrom(answer, askedAt, more) {
  if (typeof answer?.refresh_token !== 'string' || !(answer.expires_in > 0)) {
    throw ParleyProblem.unexpected(200);
  }
  const lifetime = answer.expires_in * 1000;
  return {
    ...more,
    session_id: answer.session_id ?? null,
    access_token: answer.access_token,
    refresh_token: answer.refresh_token,
    lifetime,
    expires_at: askedAt + lifetime,
    asked_at: null,
  };
}

function isRefusal(problem) {
  return problem.status === 401 && problem.code !== 'unexpected_answer';
}
