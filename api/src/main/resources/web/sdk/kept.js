import { ParleyProblem } from './problem.js';

const KEY = 'session';

/**
 * @typedef {object} Kept what storage has of a session
 * @property {import('./types.js').Me} user
 * @property {string} session_id
 * @property {string} access_token
 * @property {string} refresh_token
 * @property {number} lifetime of the access token, in ms
 * @property {number} expires_at by this machine's clock
 * @property {number} rotation how often it was refreshed: of two copies the greater is the newer
 * @property {number|null} asked_at when this refresh token was first sent
 */

/**
 * A session in memory and in storage, which tabs share.
 *
 * Memory follows storage, and is never behind what this page has been handed by the server. A
 * session that was ended here is not brought back by what was still being written.
 */
export class KeptSession {
  /** @type {Kept|null} */
  current = null;
  #storage;
  #tabs;
  // What is in memory could not be written: what storage has is of an earlier time.
  #isUnwritten = false;

  /**
   * @param {import('./storage.js').Storage} storage
   * @param {import('./tabs.js').Tabs} tabs
   */
  constructor(storage, tabs) {
    this.#storage = storage;
    this.#tabs = tabs;
  }

  async restore() {
    const stored = await this.#storage.get(KEY);
    if (stored?.user?.id && stored.refresh_token) this.current = { asked_at: null, ...stored };
  }

  /** @param {Kept} kept */
  async store(kept) {
    const before = this.current?.refresh_token;
    try {
      await this.#storage.set(KEY, kept);
      this.#isUnwritten = false;
    } catch {
      // A storage that is full must not cost the session: it then lasts as long as the page.
      this.#isUnwritten = true;
    }
    // Unless it was ended meanwhile; then who ended it erases it next.
    if (this.current?.refresh_token === before) this.current = kept;
  }

  /**
   * Follows what another tab has done.
   *
   * @returns {Promise<'same'|'newer'|'logged_out_elsewhere'|'replaced'>} the last one: by somebody else
   */
  async catchUp() {
    const stored = await this.#storage.get(KEY);
    const kept = this.current;
    const isSame = stored?.refresh_token === kept?.refresh_token;
    if (!kept || this.#isUnwritten || isSame) return 'same';
    if (!stored) return 'logged_out_elsewhere';
    if (stored.user.id !== kept.user.id) return 'replaced';
    if (stored.session_id === kept.session_id && stored.rotation <= kept.rotation) return 'same';
    this.current = stored;
    return 'newer';
  }

  /** @param {Kept} kept unless another session has taken its place */
  async erase(kept) {
    const stored = await this.#storage.get(KEY);
    if (stored?.session_id !== kept.session_id) return;
    await this.#storage.delete(KEY);
    this.#tabs.tell('session');
  }
}

/**
 * @param {any} answer of register, login or refresh
 * @param {number} askedAt
 * @param {{rotation: number, user: any}} more
 * @returns {Kept}
 */
export function keptFrom(answer, askedAt, more) {
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
