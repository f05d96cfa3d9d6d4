import { dispatch, now, parley } from '../app.js';
import { threadKey } from '../state/timelines.js';

const PAGE = 60;
/** What is being asked for: no page twice. */
const asking = new Set();

/** @param {string} key a conversation, or `thread/<message>` */
export function loadFirst(key, at) {
  return once(`first ${key}`, async () => {
    const page = await list(key, { ...placeOf(key, at), limit: PAGE });
    dispatch({ type: 'timeline.loaded', key, page, how: 'replace' });
  });
}

/** Where to begin: at what was asked for, at what is unread, or at the end. */
function placeOf(key, at) {
  if (at) return { around: at };
  const mine = now().conversations.byId[key]?.me;
  return mine?.unread_count > PAGE / 2 && mine.last_read_seq > 0 ? { around: mine.last_read_seq } : {};
}

export function loadOlder(key) {
  const span = now().timelines[key];
  if (!span?.loaded || span.atStart) return Promise.resolve();
  return once(`older ${key}`, async () => {
    const edge = span.messages[0].seq;
    const page = await list(key, { before: edge, limit: PAGE });
    dispatch({ type: 'timeline.loaded', key, page, how: 'older', edge });
  });
}

export function loadNewer(key) {
  const span = now().timelines[key];
  if (!span?.loaded || span.atEnd) return Promise.resolve();
  return once(`newer ${key}`, async () => {
    const edge = span.messages.at(-1)?.seq ?? 0;
    const page = await list(key, { after: edge, limit: PAGE });
    dispatch({ type: 'timeline.loaded', key, page, how: 'newer', edge });
  });
}

/** Back to what is newest. */
export function loadNewest(key) {
  return once(`first ${key}`, async () => {
    const page = await list(key, { limit: PAGE });
    dispatch({ type: 'timeline.loaded', key, page, how: 'replace' });
  });
}

function list(key, query) {
  const isThread = key.startsWith(threadKey(''));
  return isThread ? parley.messages.replies(key.slice(threadKey('').length), query) : parley.messages.list(key, query);
}

async function once(what, job) {
  if (asking.has(what)) return;
  asking.add(what);
  try {
    await job();
  } finally {
    asking.delete(what);
  }
}

/** All that there is in it has been seen. */
export function markRead(id) {
  const conversation = now().conversations.byId[id];
  const { me } = conversation ?? {};
  if (!me || conversation.last_seq <= me.last_read_seq || (me.unread_count === 0 && me.mention_count === 0)) return;
  dispatch({ type: 'read.marked', conversation_id: id, seq: conversation.last_seq });
  parley.read(id, conversation.last_seq);
}

/** A day's first message: by halves, for the server knows places by number and not by date. */
export async function firstOfDay(id, date) {
  const start = new Date(`${date}T00:00:00`).getTime();
  let low = 1;
  let high = now().conversations.byId[id].last_seq;
  let found = null;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const { items } = await parley.messages.list(id, { after: middle - 1, limit: 1 });
    const message = items[0];
    if (message && new Date(message.created_at).getTime() < start) low = message.seq + 1;
    else {
      found = message ?? found;
      high = middle - 1;
    }
  }
  return found;
}
