import { ParleyProblem } from './problem.js';
import { Pace } from './retry.js';

const ACK_WITHIN_MS = 15_000;
// A larger frame would cost the connection (1009).
const FRAME_AT_MOST = 16 * 1024;

/**
 * Commands on the socket, and who waits for their answers. When the socket ends before an answer,
 * nobody knows whether the command was carried out, and it fails with `network_error`.
 */
export class Commands {
  #clock;
  #socket;
  #pace;
  #pending = new Map();
  #ids = 0;

  /**
   * @param {object} parts
   * @param {import('./clock.js').Clock} parts.clock
   * @param {() => import('./socket.js').Socket|null} parts.socket the live one, if there is one
   */
  constructor({ clock, socket }) {
    this.#clock = clock;
    this.#socket = socket;
    // More than 20 a second or 40 at once would cost the connection (4429).
    this.#pace = new Pace(clock, { burst: 30, perSecond: 15 });
  }

  /** @returns {Promise<any>} the data of the `ack` */
  async ask(type, data) {
    const id = `c${(this.#ids += 1)}`;
    const frame = { id, type, data };
    if (bytesOf(frame) > FRAME_AT_MOST) throw ParleyProblem.of({ code: 'payload_too_large' }, 413);
    if (this.#socket()) await this.#pace.turn();
    const socket = this.#socket();
    if (!socket) throw ParleyProblem.network();
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(ACK_WITHIN_MS, () => this.#failed(id, ParleyProblem.network()));
      this.#pending.set(id, { resolve, reject, cancel });
      socket.send(frame);
    });
  }

  acknowledged({ id, data }) {
    this.#take(id)?.resolve(data);
  }

  refused({ id, error }) {
    this.#failed(id, ParleyProblem.of(error, error?.status ?? 0));
  }

  /** The socket has ended. */
  lost() {
    for (const id of [...this.#pending.keys()]) this.#failed(id, ParleyProblem.network());
  }

  #failed(id, problem) {
    this.#take(id)?.reject(problem);
  }

  #take(id) {
    const waiting = this.#pending.get(id);
    this.#pending.delete(id);
    waiting?.cancel();
    return waiting;
  }
}

function bytesOf(frame) {
  return new TextEncoder().encode(JSON.stringify(frame)).length;
}
