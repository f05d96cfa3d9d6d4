import { ParleyProblem } from './problem.js';
import { repeating } from './retry.js';

const CHUNK = 64 * 1024;
// An upload may be long; one on which nothing moves is given up.
const STALLED_MS = 60_000;
const PATIENCE_MS = 600_000;

/**
 * @typedef {object} UploadOptions
 * @property {(progress: {sent: number, total: number}) => void} [onProgress] bytes of the file
 * @property {AbortSignal} [signal]
 * @property {string} [fileName] by default the file's own
 * @property {Record<string, string>} [fields] further parts of the form
 * @property {string} [user]
 */

/**
 * Uploads of files as `multipart/form-data`. A file is a Blob, for it may have to be read twice:
 * when the token was refused, or the server was away for a moment. Doing it twice does no harm: what
 * is uploaded and never sent disappears, and an upload that sends carries a `client_id`.
 */
export class Uploads {
  #rest;
  #session;
  #clock;
  #send;

  /**
   * @param {object} parts
   * @param {import('./rest.js').Rest} parts.rest
   * @param {import('./session.js').Session} parts.session
   * @param {import('./clock.js').Clock} parts.clock
   * @param {typeof globalThis.fetch} parts.fetch
   * @param {typeof globalThis.XMLHttpRequest} [parts.XMLHttpRequest] where there is one, it tells the progress
   */
  constructor({ rest, session, clock, fetch, XMLHttpRequest }) {
    this.#rest = rest;
    this.#session = session;
    this.#clock = clock;
    this.#send = XMLHttpRequest ? sendByXhr(XMLHttpRequest) : sendByFetch(fetch);
  }

  /**
   * @param {string} path
   * @param {Blob} file
   * @param {UploadOptions} [options]
   * @returns {Promise<any>} what the server answered
   */
  upload(path, file, { onProgress = () => {}, signal, fileName, fields = {}, user } = {}) {
    const name = fileName ?? /** @type {File} */ (file).name ?? 'file';
    const attempt = (token) =>
      this.#attempt({ url: this.#rest.urlOf(path), token, file, name, fields, onProgress, signal });
    return repeating(() => this.#session.with(user, attempt), {
      clock: this.#clock,
      signal,
      tries: 3,
      patience: PATIENCE_MS,
      mayRepeat: (problem) => problem.mayPass,
    });
  }

  /** @param {any} all */
  async #attempt({ onProgress, signal, ...request }) {
    const guard = stallGuard(this.#clock, signal);
    const progressed = (sent) => {
      guard.moved();
      onProgress({ sent, total: request.file.size });
    };
    try {
      const answer = await this.#send({ ...request, progressed, signal: guard.signal });
      if (answer.status >= 200 && answer.status < 300) return answer.body;
      throw ParleyProblem.of(answer.body, answer.status, answer.retryAfter);
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw error instanceof ParleyProblem ? error : ParleyProblem.network();
    } finally {
      guard.done();
    }
  }
}

/** Aborts when the caller does, or when nothing has moved for long. */
function stallGuard(clock, signal) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  let isDone = false;
  let cancel = clock.after(STALLED_MS, abort);
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted) abort();
  return {
    signal: controller.signal,
    moved() {
      cancel();
      if (!isDone) cancel = clock.after(STALLED_MS, abort);
    },
    done() {
      isDone = true;
      cancel();
      signal?.removeEventListener('abort', abort);
    },
  };
}

/** Browsers can't tell the progress of a fetch. */
function sendByXhr(XMLHttpRequest) {
  return ({ url, token, file, name, fields, progressed, signal }) =>
    new Promise((resolve, reject) => {
      const form = new FormData();
      for (const [field, value] of Object.entries(fields)) form.append(field, value);
      form.append('file', file, name);
      const request = new XMLHttpRequest();
      request.open('POST', url);
      request.setRequestHeader('authorization', `Bearer ${token}`);
      request.setRequestHeader('accept', 'application/json');
      // The form is a little larger than the file.
      request.upload.onprogress = ({ loaded }) => progressed(Math.min(loaded, file.size));
      request.onload = () =>
        resolve({
          status: request.status,
          body: parsed(request.responseText),
          retryAfter: request.getResponseHeader('retry-after'),
        });
      const cut = () => reject(ParleyProblem.network());
      request.onerror = cut;
      signal.addEventListener('abort', () => (request.abort(), cut()), { once: true });
      if (signal.aborted) cut();
      else request.send(form);
    });
}

/** Node: the form is a stream, and what was taken from it counts as sent. */
function sendByFetch(fetch) {
  return async ({ url, token, file, name, fields, progressed, signal }) => {
    const boundary = `parley-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;
    const body = /** @type {any} */ (ReadableStream).from(parts({ boundary, file, name, fields, progressed }));
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      body,
      signal,
      duplex: 'half',
    });
    const retryAfter = response.headers.get('retry-after');
    return { status: response.status, body: parsed(await response.text()), retryAfter };
  };
}

async function* parts({ boundary, file, name, fields, progressed }) {
  const text = (value) => new TextEncoder().encode(value);
  const open = (field, more) => `--${boundary}\r\nContent-Disposition: form-data; name="${field}"${more}\r\n`;
  for (const [field, value] of Object.entries(fields)) {
    yield text(`${open(escaped(field), '')}\r\n${value}\r\n`);
  }
  const type = file.type || 'application/octet-stream';
  yield text(`${open('file', `; filename="${escaped(name)}"`)}Content-Type: ${type}\r\n\r\n`);
  for (let from = 0; from < file.size; from += CHUNK) {
    const chunk = new Uint8Array(await file.slice(from, from + CHUNK).arrayBuffer());
    yield chunk;
    progressed(from + chunk.length);
  }
  yield text(`\r\n--${boundary}--\r\n`);
}

// As browsers do it (HTML, "multipart/form-data encoding algorithm").
function escaped(name) {
  return name.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
