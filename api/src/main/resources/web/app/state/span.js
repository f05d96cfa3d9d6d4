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
 */
export const MOST = 400;

/** @type {Span} */
export const EMPTY = { messages: [], atStart: false, atEnd: false, loaded: false };

/**
 * @param {Span} span
 * @param {{items: any[], has_before: boolean, has_after: boolean}} page
 * @param {'replace'|'older'|'newer'} how
 * @returns {Span}
 */
export function withPage(span, page, how) {
  if (how === 'replace' || !span.loaded) {
    return { messages: page.items, atStart: !page.has_before, atEnd: !page.has_after, loaded: true };
  }
  const known = new Set(span.messages.map(({ id }) => id));
  const fresh = page.items.filter(({ id }) => !known.has(id));
  return how === 'older'
    ? keepFirst({ ...span, messages: [...fresh, ...span.messages], atStart: !page.has_before })
    : keepLast({ ...span, messages: inOrder([...span.messages, ...fresh]), atEnd: !page.has_after });
}

/** @returns {Span} with a message that has just been written; the same where there is a gap before it */
export function withNew(span, message) {
  if (!span.loaded || !span.atEnd) return span;
  if (span.messages.some(({ id }) => id === message.id)) return span;
  const last = span.messages.at(-1);
  const messages = [...span.messages, message];
  return keepLast({ ...span, messages: last && last.seq > message.seq ? inOrder(messages) : messages });
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
