import { deadline } from './clock.js';
import { ParleyProblem } from './problem.js';
import { repeating } from './retry.js';

const SAFE_TO_REPEAT = ['GET', 'HEAD', 'PUT', 'DELETE'];

/**
 * @typedef {object} CallOptions
 * @property {Record<string, any>} [query] members that are null or undefined are left out
 * @property {any} [body] sent as JSON
 * @property {AbortSignal} [signal]
 * @property {boolean} [anonymous] without a token
 * @property {boolean} [repeat] whether doing it twice does no more than once; by default so for
 *   GET, PUT and DELETE, and not for POST and PATCH
 * @property {boolean} [once] no second attempt at all: the caller has its own way
 * @property {string} [user] whose call it is; not made when somebody else is logged in by then
 * @property {boolean} [raw] answers the `Response` itself, for media and exports
 * @property {number} [withinMs] how long an answer may take
 */

/**
 * Calls of the REST contract.
 *
 * When no answer came, nobody knows whether a call was carried out: only what is safe to repeat is
 * repeated. A 429 was refused before anything was done, and any call may be made again.
 */
export class Rest {
  #base;
  #fetch;
  #clock;
  #session;

  /**
   * @param {object} parts
   * @param {string} parts.api base address, without `/v1`
   * @param {typeof globalThis.fetch} parts.fetch
   * @param {import('./clock.js').Clock} parts.clock
   * @param {import('./session.js').Session} parts.session
   */
  constructor({ api, fetch, clock, session }) {
    this.#base = api.replace(/\/$/, '');
    this.#fetch = fetch;
    this.#clock = clock;
    this.#session = session;
  }

  get = (path, query, options = {}) => this.request('GET', path, { query, ...options });
  post = (path, body, options = {}) => this.request('POST', path, { body, ...options });
  put = (path, body, options = {}) => this.request('PUT', path, { body, ...options });
  patch = (path, body, options = {}) => this.request('PATCH', path, { body, ...options });
  delete = (path, options = {}) => this.request('DELETE', path, options);

  /** A list's items, page after page. */
  async *each(path, query = {}, options = {}) {
    for (let cursor; cursor !== null; ) {
      const page = await this.get(path, { ...query, cursor }, options);
      yield* page.items;
      cursor = page.next_cursor ?? null;
    }
  }

  /**
   * @param {string} method
   * @param {string} path beginning with `/v1`
   * @param {CallOptions} [options]
   * @returns {Promise<any>} the answer's JSON, or null where it has no content
   */
  async request(method, path, options = {}) {
    const repeat = options.repeat ?? SAFE_TO_REPEAT.includes(method);
    let unanswered = false;
    return repeating(
      async () => {
        try {
          return await this.#asUser(method, path, options);
        } catch (problem) {
          // It was carried out the first time, only its answer was lost: gone is what was wanted.
          if (method === 'DELETE' && unanswered && problem.status === 404) return null;
          unanswered ||= problem.mayPass && !problem.refusedUntouched;
          throw problem;
        }
      },
      {
        clock: this.#clock,
        signal: options.signal,
        tries: options.once ? 1 : 5,
        mayRepeat: (problem) => (repeat ? problem.mayPass : problem.status === 429),
      },
    );
  }

  /** The complete address of a path. */
  urlOf(path, query = {}) {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
    const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
    return `${this.#base}${path}${given.length ? `?${search}` : ''}`;
  }

  #asUser(method, path, options) {
    if (options.anonymous) return this.#once(method, path, options);
    return this.#session.with(options.user, (token) => this.#once(method, path, options, token));
  }

  async #once(method, path, { query, body, signal, raw, withinMs = 20_000 }, token) {
    const headers = { accept: raw ? '*/*' : 'application/json' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (token) headers.authorization = `Bearer ${token}`;
    const limit = deadline(this.#clock, withinMs, signal);
    const url = this.urlOf(path, query);
    const init = { method, headers, body: JSON.stringify(body), signal: limit.signal, cache: 'no-store' };
    try {
      const response = await this.#fetch(url, /** @type {RequestInit} */ (init));
      // The answer's body too may stall or be cut: it counts within the same time.
      return raw && response.ok ? response : await answerOf(response);
    } catch (error) {
      if (error instanceof ParleyProblem) throw error;
      if (signal?.aborted) throw signal.reason;
      throw ParleyProblem.network();
    } finally {
      limit.done();
    }
  }
}

async function answerOf(response) {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const body = isJson && text ? JSON.parse(text) : undefined;
  if (!response.ok) throw ParleyProblem.of(body, response.status, response.headers.get('retry-after'));
  // A page of a captive portal is no answer of Parley.
  if (text && !isJson) throw ParleyProblem.unexpected(response.status);
  return body ?? null;
}

/** A path whose values are encoded: path`/v1/users/${id}`. */
export function path(parts, ...values) {
  return parts.reduce((whole, part, i) => whole + encodeURIComponent(String(values[i - 1])) + part);
}
