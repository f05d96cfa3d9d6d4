/**
 * A stretch of a conversation's messages without a hole: what a timeline or a thread has at hand of
 * it. However long the conversation is, this stays short: what grows at one end is let go at the
 * other.
 *
 * @typedef {object} Span
 * @property {any[]} messages ascending by `seq`
 * @property {boolean} atStart there is nothing before the first
 * @property {boolean} atEnd there is nothing after the last: what is new belongs here
 * @property {boolean} loaded
 * @property {number} tail the last `seq` that a page or an event has brought: what comes with a lower
 *   one is a replay. My own message may be here before, by the answer to its sending.
 * @property {number} [endWanted] how often the reader has said something, and wants to see it
 */
export const MOST = 400;

/** @type {Span} */
export const EMPTY = { messages: [], atStart: false, atEnd: false, loaded: false, tail: 0 };

/**
 * @param {Span} span
 * @param {{items: any[], has_before: boolean, has_after: boolean}} page
 * @param {'replace'|'older'|'newer'} how
 * @returns {Span}
 */
export function withPage(span, page, how) {
  const last = page.items.at(-1)?.seq ?? 0;
  if (how === 'replace' || !span.loaded) {
    return { messages: page.items, atStart: !page.has_before, atEnd: !page.has_after, loaded: true, tail: last };
  }
  const known = new Set(span.messages.map(({ id }) => id));
  const fresh = page.items.filter(({ id }) => !known.has(id));
  return how === 'older'
    ? keepFirst({ ...span, messages: [...fresh, ...span.messages], atStart: !page.has_before })
    : keepLast({
        ...span,
        messages: inOrder([...span.messages, ...fresh]),
        atEnd: !page.has_after,
        tail: Math.max(span.tail, last),
      });
}

/**
 * @param {Span} span
 * @param {any} message that has just been written
 * @param {boolean} isAnswer to its sending, and no event
 * @returns {Span} with it; the same where there is a gap before it, or it was here already
 */
export function withNew(span, message, isAnswer = false) {
  if (!span.loaded || !span.atEnd || message.seq <= span.tail) return span;
  const tail = isAnswer ? span.tail : message.seq;
  if (span.messages.some(({ id }) => id === message.id)) return tail === span.tail ? span : { ...span, tail };
  return keepLast({ ...span, messages: inOrder([...span.messages, message]), tail });
}

/** @returns {Span} with one message changed; the same where it isn't here */
export function withChange(span, id, change) {
  const at = span.messages.findIndex((message) => message.id === id);
  if (at < 0) return span;
  const messages = [...span.messages];
  messages[at] = change(messages[at]);
  return { ...span, messages };
}

/** @returns {Span} */
export function withoutMessage(span, id) {
  return { ...span, messages: span.messages.filter((message) => message.id !== id) };
}

function keepFirst(span) {
  if (span.messages.length <= MOST) return span;
  return { ...span, messages: span.messages.slice(0, MOST), atEnd: false };
}

function keepLast(span) {
  if (span.messages.length <= MOST) return span;
  return { ...span, messages: span.messages.slice(-MOST), atStart: false };
}

function inOrder(messages) {
  return messages.sort((a, b) => a.seq - b.seq);
}
