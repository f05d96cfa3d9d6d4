const ENDS_AFTER_MS = 6_000;
const RENEWED_EVERY_MS = 3_000;

/**
 * Who is typing: ours is told no more often than needed, and others' ends by itself.
 *
 * A `typing.stopped` may be dropped on its way, so one that is not renewed for 6 s is ended here,
 * by this machine's clock. Listeners hear each end once.
 */
export class Typing {
  #clock;
  #command;
  #events;
  /** Others: the end of each one's timer. @type {Map<string, () => void>} */
  #others = new Map();
  /** When we last said that we type. @type {Map<string, number>} */
  #said = new Map();

  /**
   * @param {object} parts
   * @param {import('./clock.js').Clock} parts.clock
   * @param {(type: string, data: object) => Promise<any>} parts.command
   * @param {import('./events.js').Events<any>} parts.events
   */
  constructor({ clock, command, events }) {
    this.#clock = clock;
    this.#command = command;
    this.#events = events;
  }

  /** To be called with each key; ephemeral, so nothing is told while there is no connection. */
  mine(conversationId, isTyping) {
    const said = this.#said.get(conversationId) ?? -Infinity;
    const now = this.#clock.now();
    if (isTyping ? now - said < RENEWED_EVERY_MS : !this.#said.has(conversationId)) return;
    if (isTyping) this.#said.set(conversationId, now);
    else this.#said.delete(conversationId);
    const type = isTyping ? 'typing.start' : 'typing.stop';
    this.#command(type, { conversation_id: conversationId }).catch(() => {});
  }

  /** @returns {boolean} whether listeners are to hear of it */
  heard({ type, data }) {
    const who = `${data.conversation_id}/${data.user_id}`;
    const wasTyping = this.#others.has(who);
    this.#others.get(who)?.();
    this.#others.delete(who);
    if (type === 'typing.stopped') return wasTyping;
    const { conversation_id, user_id } = data;
    const cancel = this.#clock.after(ENDS_AFTER_MS, () => {
      this.#others.delete(who);
      const stopped = { type: 'typing.stopped', data: { conversation_id, user_id } };
      this.#events.handOver('typing.stopped', stopped);
    });
    this.#others.set(who, cancel);
    return true;
  }

  close() {
    for (const cancel of this.#others.values()) cancel();
    this.#others.clear();
  }
}
