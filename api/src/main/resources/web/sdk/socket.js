import { SILENT, UNREADABLE } from './closing.js';

const NO_ANSWER = 1006;
const CONNECTING = 0;

/**
 * One WebSocket's life: from its opening to the one call of `onEnd`.
 *
 * After `onEnd` nothing of this socket is handed on, whatever still arrives: so the frames of two
 * sockets never mix. Browsers show no ping frames, and a connection that a router has forgotten
 * stays "open" for minutes: so after some silence it is asked by `ping`, and given up when no frame
 * of any kind answers.
 */
export class Socket {
  #clock;
  #onFrame;
  #onEnd;
  #answerWithin;
  #quietFor;
  #webSocket;
  #ended = false;
  #watching = false;
  #heardAt;
  #cancelLook = () => {};

  /**
   * @param {object} options
   * @param {string} options.url with its ticket; never part of an error
   * @param {typeof globalThis.WebSocket} options.WebSocket
   * @param {import('./clock.js').Clock} options.clock
   * @param {(frame: any) => void} options.onFrame
   * @param {(code: number) => void} options.onEnd
   * @param {number} [options.answerWithin] ms for a first frame, and for an answer to a ping
   */
  constructor({ url, WebSocket, clock, onFrame, onEnd, answerWithin = 10_000 }) {
    this.#clock = clock;
    this.#onFrame = onFrame;
    this.#onEnd = onEnd;
    this.#answerWithin = answerWithin;
    this.#quietFor = answerWithin;
    this.#heardAt = clock.now();
    this.#webSocket = new WebSocket(url);
    this.#webSocket.onmessage = ({ data }) => this.#heard(data);
    this.#webSocket.onclose = ({ code }) => this.#over(code);
    // A close event should follow; not every implementation sends it.
    this.#webSocket.onerror = () => clock.after(1_000, () => this.#over(NO_ANSWER));
    this.#cancelLook = clock.after(answerWithin, () => this.#over(SILENT));
  }

  /** Begins to ask after silence; before the first frame there is only the deadline for it. */
  watch(heartbeatMs) {
    this.#quietFor = Math.max(1_000, heartbeatMs * 0.6);
    this.#watching = true;
    this.#look();
  }

  /** Asks now: after sleep, or when the network has changed, silence says nothing yet. */
  probe(within = 4_000) {
    if (this.#watching) this.#ask(within);
  }

  send(frame) {
    if (!this.#ended) this.#webSocket.send(JSON.stringify(frame));
  }

  close() {
    const webSocket = this.#webSocket;
    // Browsers complain of one that is closed before it is open, so this one ends when it is.
    if (webSocket.readyState === CONNECTING) this.#over(1000, () => (webSocket.onopen = () => webSocket.close()));
    else this.#over(1000);
  }

  #heard(data) {
    if (this.#ended) return;
    this.#heardAt = this.#clock.now();
    const frame = parsed(data);
    if (frame) this.#onFrame(frame);
    else this.#over(UNREADABLE);
  }

  // One timer that looks now and then, not one that is set anew with each frame.
  #look() {
    this.#cancelLook();
    const quiet = this.#clock.now() - this.#heardAt;
    if (quiet >= this.#quietFor) return this.#ask(this.#answerWithin);
    this.#cancelLook = this.#clock.after(this.#quietFor - quiet, () => this.#look());
  }

  #ask(within) {
    if (this.#ended) return;
    const askedAt = this.#clock.now();
    this.send({ type: 'ping' });
    this.#cancelLook();
    this.#cancelLook = this.#clock.after(within, () => {
      if (this.#heardAt > askedAt) this.#look();
      else this.#over(SILENT);
    });
  }

  #over(code, close = () => this.#webSocket.close()) {
    if (this.#ended) return;
    this.#ended = true;
    this.#cancelLook();
    // Not awaited: where nobody answers, a browser waits long for the closing handshake.
    close();
    this.#onEnd(code);
  }
}

function parsed(data) {
  try {
    const frame = JSON.parse(data);
    return typeof frame?.type === 'string' ? frame : undefined;
  } catch {
    return undefined;
  }
}
