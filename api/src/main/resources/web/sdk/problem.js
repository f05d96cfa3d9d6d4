/**
 * What went wrong with a call. Beside the codes of the contract (§12) there are three of our own:
 * `network_error` (no answer, status 0: nobody knows whether the call was carried out),
 * `unexpected_answer` (something between us and Parley answered) and `session_ended` (status 0:
 * who asked is no longer logged in here).
 *
 * The message is made of code and status alone: a `detail` may quote what somebody wrote, and
 * messages of errors end in logs.
 */
export class ParleyProblem extends Error {
  /**
   * @param {object} problem
   * @param {string} problem.code
   * @param {number} problem.status
   * @param {string} [problem.title]
   * @param {string} [problem.detail]
   * @param {{field: string, code: string, message: string}[]} [problem.errors]
   * @param {number} [problem.retryAfter] seconds
   * @param {string} [problem.traceId]
   */
  constructor({ code, status, title = '', detail = '', errors = [], retryAfter, traceId }) {
    super(status ? `${code} (${status})` : code);
    this.name = 'ParleyProblem';
    this.code = code;
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.errors = errors;
    this.retryAfter = retryAfter;
    this.traceId = traceId;
  }

  /** Whether the same call may fare better a little later. */
  get mayPass() {
    return this.code === 'network_error' || TEMPORARY.includes(this.status) || this.#ofPortal;
  }

  /** What stands between us and Parley until somebody has clicked it away. */
  get #ofPortal() {
    const portal = this.status < 400 || this.status === 401 || this.status === 511;
    return this.code === 'unexpected_answer' && portal;
  }

  /** Whether it is sure that nothing was done: then any call may be made again. */
  get refusedUntouched() {
    return this.status === 401 || this.status === 429;
  }

  /** No answer came. The cause is left out: it may hold an address with a ticket in it. */
  static network() {
    return new ParleyProblem({ code: 'network_error', status: 0 });
  }

  static sessionEnded() {
    return new ParleyProblem({ code: 'session_ended', status: 0 });
  }

  static unexpected(status) {
    return new ParleyProblem({ code: 'unexpected_answer', status });
  }

  /**
   * @param {any} body of `application/problem+json`, or anything else
   * @param {number} status
   * @param {string|null} [retryAfter] the header
   */
  static of(body, status, retryAfter) {
    const seconds = Number(retryAfter);
    const known = typeof body?.code === 'string' ? body : { code: 'unexpected_answer' };
    return new ParleyProblem({
      code: known.code,
      status,
      title: known.title,
      detail: known.detail,
      errors: known.errors,
      retryAfter: retryAfter && seconds >= 0 ? seconds : undefined,
      traceId: known.trace_id,
    });
  }
}

const TEMPORARY = [408, 425, 429, 502, 503, 504];
