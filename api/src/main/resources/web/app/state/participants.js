import { without } from './store.js';

/**
 * Who is in a conversation: role, mute and marks, by conversation and user. Only of those whose
 * members were asked for.
 *
 * @param {Record<string, {byUser: Record<string, any>, complete: boolean}>} slice
 */
export function participants(slice = {}, event) {
  switch (event.type) {
    case 'session.ended':
      return {};
    case 'participants.loaded': {
      const before = event.first ? {} : (slice[event.conversation_id]?.byUser ?? {});
      const byUser = { ...before };
      for (const { user, ...facts } of event.items) byUser[user.id] = { user_id: user.id, ...facts };
      return { ...slice, [event.conversation_id]: { byUser, complete: event.complete } };
    }
    case 'conversation.gone':
      return without(slice, event.conversation_id);
    case 'participant.added': {
      const { user, role } = event.data;
      const fresh = { user_id: user.id, role, joined_at: event.at, muted_until: null, last_read_seq: 0, last_delivered_seq: 0 };
      return put(slice, event.conversation_id, (byUser) => ({ ...byUser, [user.id]: fresh }));
    }
    case 'participant.removed':
      return put(slice, event.conversation_id, (byUser) => without(byUser, event.data.user_id));
    case 'participant.updated':
      return person(slice, event.conversation_id, event.data.user_id, event.data);
    case 'receipt.read':
      return mark(slice, event.data, { last_read_seq: event.data.seq, last_delivered_seq: event.data.seq });
    case 'receipt.delivered':
      return mark(slice, event.data, { last_delivered_seq: event.data.seq });
    default:
      return slice;
  }
}

function put(slice, id, change) {
  const before = slice[id];
  return before ? { ...slice, [id]: { ...before, byUser: change(before.byUser) } } : slice;
}

function person(slice, id, userId, facts) {
  return slice[id]?.byUser[userId]
    ? put(slice, id, (byUser) => ({ ...byUser, [userId]: { ...byUser[userId], ...facts } }))
    : slice;
}

/** Marks never move back. */
function mark(slice, { conversation_id, user_id }, marks) {
  const before = slice[conversation_id]?.byUser[user_id];
  if (!before) return slice;
  const forward = Object.entries(marks).filter(([name, seq]) => seq > (before[name] ?? 0));
  return forward.length === 0 ? slice : person(slice, conversation_id, user_id, Object.fromEntries(forward));
}

/** How far the others are: of a message of mine, how many have it and how many have read it.
 * @returns {{read: number, delivered: number, others: number}} */
export function receiptsOf(conversation, me, seq) {
  const others = Object.values(conversation?.byUser ?? {}).filter(({ user_id }) => user_id !== me);
  return {
    others: others.length,
    read: others.filter(({ last_read_seq }) => last_read_seq >= seq).length,
    delivered: others.filter(({ last_delivered_seq }) => last_delivered_seq >= seq).length,
  };
}
