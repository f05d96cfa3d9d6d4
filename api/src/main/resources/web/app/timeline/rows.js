/**
 * What a timeline shows, row by row, made of messages: days between them, a line before what is
 * unread, and who goes on talking is not named again. Pure.
 *
 * @typedef {{key: string, kind: 'day', at: string}
 *   | {key: string, kind: 'unread'}
 *   | {key: string, kind: 'start'}
 *   | {key: string, kind: 'message', message: any, isFirst: boolean}
 *   | {key: string, kind: 'sending', sending: any, isFirst: boolean}} Row
 */
const GROUP_MS = 5 * 60_000;

/**
 * @param {object} what
 * @param {any[]} what.messages ascending
 * @param {any[]} what.sendings of the outbox, oldest first
 * @param {number|null} what.unreadAfter the `seq` after which the line stands
 * @param {string} what.me
 * @param {boolean} what.atStart
 * @returns {Row[]}
 */
export function rowsOf({ messages, sendings, unreadAfter, me, atStart }) {
  const rows = atStart ? [{ key: 'start', kind: 'start' }] : [];
  let before = null;
  let isUnreadPlaced = unreadAfter === null;
  for (const message of messages) {
    if (!before || dayOf(before.created_at) !== dayOf(message.created_at)) {
      rows.push({ key: `day ${dayOf(message.created_at)}`, kind: 'day', at: message.created_at });
      before = null;
    }
    if (!isUnreadPlaced && message.seq > unreadAfter && message.sender?.id !== me) {
      rows.push({ key: 'unread', kind: 'unread' });
      isUnreadPlaced = true;
      before = null;
    }
    rows.push(messageRow(message, !goesOn(before, message)));
    before = message;
  }
  for (const sending of sendings) {
    const asMessage = { sender: { id: me }, created_at: sending.created_at, type: 'text', reply_to: sending.body.reply_to };
    if (messages.some((each) => each.client_id === sending.client_id && each.sender?.id === me)) continue;
    rows.push({ key: `${me} ${sending.client_id}`, kind: 'sending', sending, isFirst: !goesOn(before, asMessage) });
    before = asMessage;
  }
  return rows;
}

/** @type {WeakMap<any, any>} */
const made = new WeakMap();

/** The same row for the same message, so that nothing is drawn anew that hasn't changed. */
function messageRow(message, isFirst) {
  const before = made.get(message);
  if (before?.isFirst === isFirst) return before;
  const row = { key: keyOf(message), kind: 'message', message, isFirst };
  made.set(message, row);
  return row;
}

/** The same for a message on its way and the one it becomes, so that nothing jumps. */
export function keyOf(message) {
  return message.client_id && message.sender ? `${message.sender.id} ${message.client_id}` : message.id;
}

function goesOn(before, message) {
  return (
    before !== null &&
    before.type !== 'system' &&
    message.type !== 'system' &&
    before.sender?.id === message.sender?.id &&
    !message.reply_to &&
    !message.forwarded_from &&
    new Date(message.created_at).getTime() - new Date(before.created_at).getTime() < GROUP_MS
  );
}

function dayOf(at) {
  const when = new Date(at);
  return `${when.getFullYear()}-${when.getMonth() + 1}-${when.getDate()}`;
}
